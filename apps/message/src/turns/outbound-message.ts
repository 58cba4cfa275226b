import type { OutboundContent } from '@astria-bot/contracts'
import type { Effect, Input, OutboundMessage } from '@astria-bot/conversation'
import { uploadKeyOf } from '@astria-bot/whatsapp'
import { newId } from '../ids/new-id.ts'
import type { EffectContext } from './effect-context.ts'
import type { NewMessage } from './writes.ts'

/** Does not compile once the core says something that the contracts do not know. */
const asContent = (message: OutboundMessage): OutboundContent => message

/** What concerns a customer's money, and the portraits they paid for, is said also to one who wrote "stop". */
const owed: ReadonlySet<Input['kind']> = new Set([
  'payment_received',
  'payment_failed',
  'payment_held',
  'payment_refunded',
  'payment_returned',
  'tune_failed',
  'portraits_ready',
] as const)

/** The row of a message to be sent. */
export function outboundMessage(effect: Extract<Effect, { kind: 'say' }>, context: EffectContext): NewMessage {
  const { contact, turn, nowMs } = context
  const content = asContent(effect.message)
  return {
    id: newId(nowMs),
    contactId: contact.id,
    channel: contact.channel,
    direction: 'out',
    type: content.type,
    content,
    state: 'queued',
    causeId: turn.causeId,
    once: effect.once,
    essential: turn.reply || effect.once !== undefined || owed.has(turn.input.kind),
    fileKey: uploadKeyOf(content),
  }
}
