import type { ChatMessage } from './chat-message.ts'
import { messageId } from './message-id.ts'
import type { Phone } from './phone.ts'
import { PhoneError } from './phone-error.ts'
import { whatIsSaid } from './said.ts'
import type { Say } from './say-schema.ts'
import type { World } from './world.ts'

function react(world: World, phone: Phone, messageId: string, emoji: string): void {
  const target = world.chats.find(messageId)
  if (!target || target.phone !== phone.id) throw new PhoneError(`no message ${messageId} in this chat`)
  if (emoji === '') delete target.reactions.phone
  else target.reactions.phone = emoji
  world.chats.put(target)
}

/** The phone does something: it stands in the chat at once, and a webhook is on its way. Ids in the order of the pictures. */
export async function sayIt(world: World, phoneId: string, say: Say): Promise<string[]> {
  const phone = world.phones.ensure(phoneId)
  if (say.type === 'reaction') react(world, phone, say.messageId, say.emoji)
  const all = await whatIsSaid(world, phone, say)
  const now = Date.now()
  const writing = world.phones.change(phoneId, { lastInboundAt: now })
  return all.map(({ item, content, quotes }, index) => {
    const id = messageId(phone.id, 'phone')
    const sender = { ...(phone.hideNumber ? {} : { from: phone.id }), from_user_id: phone.userId }
    const whole = { ...sender, id, timestamp: String(Math.floor(now / 1000)), ...item }
    const at = now + index / 1000
    const message: ChatMessage = {
      id,
      phone: phone.id,
      from: 'phone',
      at,
      content,
      status: 'sent',
      reactions: {},
      pendingItem: whole,
      ...(quotes ? { quotes } : {}),
    }
    if (say.type !== 'reaction') world.chats.put(message)
    world.record.add('phone.message', 'sent', { phone: phone.id, messageId: id, type: String(item.type), item })
    world.rates.takeInbound(now)
    world.deliver(writing, message)
    return id
  })
}
