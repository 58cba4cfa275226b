import type { ChatContent, ChatMessage } from './chat-message.ts'
import type { Phone } from './phone.ts'
import { PhoneError } from './phone-error.ts'
import type { Say } from './say-schema.ts'
import type { World } from './world.ts'

interface Choice {
  id: string
  title: string
  description?: string
}

const choicesOf = ({ content }: ChatMessage, type: 'button' | 'list'): Choice[] =>
  (type === 'button' ? content.buttons : content.list?.sections.flatMap(section => section.rows)) ?? []

/** A tap on something that really stands in the chat: newest first, as a person would find it. */
export function tapped(world: World, phone: Phone, say: Extract<Say, { type: 'button' | 'list' }>) {
  const wanted = ({ id, title }: Choice) => (say.id === undefined ? title === say.title : id === say.id)
  const messages = world.chats.of(phone.id).filter(message => message.from === 'business')
  for (const message of messages.toReversed()) {
    if (say.messageId && message.id !== say.messageId) continue
    const choice = choicesOf(message, say.type).find(wanted)
    if (choice)
      return { item: itemOf(world, message, choice, say.type), content: contentOf(choice), quotes: message.id }
  }
  throw new PhoneError(`no ${say.type} ${say.id ?? say.title ?? ''} in this chat`)
}

const contentOf = ({ title, description }: Choice): ChatContent => ({
  type: 'choice',
  text: description ? `${title}\n${description}` : title,
})

/** The form, sent as it was: nothing filled in but the token. */
const flowReply = (flow_token: string) => ({
  type: 'nfm_reply',
  nfm_reply: { name: 'flow', body: 'Sent', response_json: JSON.stringify({ flow_token }) },
})

function itemOf(world: World, message: ChatMessage, choice: Choice, type: 'button' | 'list'): Record<string, unknown> {
  const context = { from: world.displayNumber, id: message.id }
  if (message.content.type === 'template')
    return { context, type: 'button', button: { payload: choice.id, text: choice.title } }
  const { id, title, description } = choice
  if (id.startsWith('flow:')) return { context, type: 'interactive', interactive: flowReply(id.slice(5)) }
  const reply = { id, title, ...(description ? { description } : {}) }
  const interactive =
    type === 'button' ? { type: 'button_reply', button_reply: reply } : { type: 'list_reply', list_reply: reply }
  return { context, type: 'interactive', interactive }
}
