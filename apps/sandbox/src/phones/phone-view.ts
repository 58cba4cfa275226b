import type { ChatMessage } from './chat-message.ts'
import type { Phone } from './phone.ts'
import type { World } from './world.ts'

const WINDOW_MS = 24 * 3_600_000

/** A message as the page and the tests see it. */
export function messageView({ pendingItem: _, ...message }: ChatMessage): Omit<ChatMessage, 'pendingItem'> {
  return message
}

/** The whole chat of a phone, oldest first. */
export function phoneView(world: World, phone: Phone): Record<string, unknown> {
  const { id, name, userId, username, hideNumber = false, lastInboundAt } = phone
  return {
    phone: id,
    name,
    userId,
    ...(username ? { username } : {}),
    hideNumber,
    business: { name: world.businessName, number: world.displayNumber },
    windowOpen: lastInboundAt !== null && Date.now() - lastInboundAt < WINDOW_MS,
    typingUntil: world.chats.typingUntil(id),
    messages: world.chats.of(id).map(messageView),
  }
}
