import type { DataOf, MessageContent, messageReceived } from '@astria-bot/contracts'
import { MessageKind, type MessageOccasion } from '../core/index.ts'
import { formatDate } from '../core/time/local-time.ts'
import { localTimeAt } from '../core/time/zone.ts'

/** A message as triggers look at it; undefined for what is no reason to act: what is said in a group, notes of the system, edits, unknown types. */
export function messageOccasion(
  { channel, messageId, sentAt, content, groupId }: DataOf<typeof messageReceived>,
  contact: { zone: string; lastInboundAt: Date | null },
): MessageOccasion | undefined {
  const kind = MessageKind.safeParse(content.type)
  if (!kind.success || groupId !== undefined) return undefined
  const atMs = Date.parse(sentAt)
  const text = textOf(content)
  return {
    type: 'message',
    atMs,
    messageId,
    channel,
    kind: kind.data,
    ...(text === undefined ? {} : { text }),
    firstOfDay: isFirstOfDay(atMs, contact),
  }
}

function isFirstOfDay(atMs: number, { zone, lastInboundAt }: { zone: string; lastInboundAt: Date | null }): boolean {
  if (lastInboundAt === null) return true
  const day = (ms: number) => formatDate(localTimeAt(zone, ms))
  return day(atMs) > day(lastInboundAt.getTime())
}

/** What a customer said in words. */
function textOf(content: MessageContent): string | undefined {
  if (content.type === 'text') return content.body
  if ('caption' in content) return content.caption
  return content.type === 'button' || content.type === 'list' ? content.title : undefined
}
