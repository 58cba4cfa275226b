import type { ChatContent, ChatMedia, ChatMessage } from '../phones/chat-message.ts'
import { messageId } from '../phones/message-id.ts'
import type { Phone } from '../phones/phone.ts'
import { chatMedia } from './chat-media.ts'
import type { MediaReference } from './checks/check-media.ts'
import { type CheckedMessage, checkMessage } from './checks/check-message.ts'
import type { Graph } from './graph.ts'
import { GraphError } from './graph-error.ts'
import { fitsKind } from './media-limits.ts'

const WINDOW_MS = 24 * 3_600_000

function recipientOf(graph: Graph, { to }: CheckedMessage): Phone {
  const found = 'phone' in to ? graph.phones.find(to.phone) : graph.phones.findByUserId(to.userId)
  if (found && !(found.hideNumber && 'phone' in to)) return found
  if (!graph.strictRecipients && 'phone' in to) return graph.phones.change(to.phone, { lastInboundAt: Date.now() })
  if ('phone' in to && to.phone === graph.displayNumber) throw new GraphError(131021)
  throw new GraphError(131026, 'Message undeliverable. The recipient is not a WhatsApp user')
}

function mediaOf(graph: Graph, reference: MediaReference): ChatMedia {
  const { kind, id, link, filename } = reference
  if (id === undefined) return { mediaId: '', url: link!, mimeType: `${kind}/*` }
  const media = graph.media.find(id)
  if (media?.from !== 'business') throw new GraphError(131009, `media id ${id} does not exist`)
  if (!fitsKind(media.mimeType, kind)) throw new GraphError(131053, `${media.mimeType} cannot be sent as ${kind}`)
  return chatMedia(media, filename)
}

function contentOf(graph: Graph, { content, media }: CheckedMessage): ChatContent {
  if (!media) return content
  const shown = mediaOf(graph, media)
  return content.header ? { ...content, header: { ...content.header, media: shown } } : { ...content, media: shown }
}

/** The code of a limit that forbids it now: the window first, then the rates. */
function refuseByLimits(graph: Graph, phone: Phone, { type, category }: CheckedMessage): void {
  const now = Date.now()
  const isMarketing = category === 'marketing'
  const open = phone.lastInboundAt !== null && now - phone.lastInboundAt < WINDOW_MS
  if (!open && type !== 'template') {
    throw new GraphError(131047, 'More than 24 hours have passed since the customer last replied to this number')
  }
  if (phone.marketingStopped && isMarketing) throw new GraphError(131050)
  const limit = graph.rates.take(phone.id, now)
  if (limit)
    throw new GraphError(
      limit,
      limit === 131056 ? 'Too many messages to this user in a short time' : 'Too many messages from this number',
    )
}

function react(
  graph: Graph,
  phone: Phone,
  id: string,
  { messageId, emoji }: NonNullable<CheckedMessage['reaction']>,
  tag?: string,
): void {
  const target = graph.chats.find(messageId)
  if (!target || target.phone !== phone.id) throw new GraphError(131009, `message ${messageId} does not exist`)
  if (emoji === '') delete target.reactions.business
  else target.reactions.business = emoji
  graph.chats.put(target)
  graph.statuses.followReaction(id, phone.id, tag)
}

export interface Sent {
  phone: Phone
  checked: CheckedMessage
  id: string
  /** What the mark of the picture in it says. */
  mark?: string
}

/** Checks a message as the Cloud API does, and puts it into the chat. Throws a GraphError. */
export function sendMessage(graph: Graph, body: unknown): Sent {
  const checked = checkMessage(body, graph.templates.find)
  const phone = recipientOf(graph, checked)
  const content = contentOf(graph, checked)
  refuseByLimits(graph, phone, checked)
  const id = messageId(phone.id, 'business')
  const mark = checked.media?.id ? graph.media.find(checked.media.id)?.mark : undefined
  graph.history.add(id, 'accepted', false)
  const sent = { phone, checked, id, ...(mark ? { mark } : {}) }
  if (checked.reaction) {
    react(graph, phone, id, checked.reaction, checked.tag)
    return sent
  }
  const message: ChatMessage = {
    id,
    phone: phone.id,
    from: 'business',
    at: Date.now(),
    content,
    status: 'pending',
    reactions: {},
    ...(checked.quotes ? { quotes: checked.quotes } : {}),
    ...(checked.tag ? { tag: checked.tag } : {}),
  }
  graph.chats.put(message)
  graph.statuses.follow(message)
  return sent
}
