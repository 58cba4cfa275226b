import { accountChanged, createEvent, type KnownEvent } from '@astria-bot/contracts'
import { readAccountChange } from '@astria-bot/whatsapp'
import { channel } from './studio.ts'

let count = 0

/** What WhatsApp tells beside messages and statuses; about the whole account where no number is named. */
export function news(field: string, value: object, of: { channel?: string | null; at?: Date } = {}): KnownEvent {
  count += 1
  const at = of.at ?? new Date()
  const attributes = { id: `news:${process.pid}:${count}`, source: 'gateway', subject: 'account', time: at }
  const number = of.channel === null ? {} : { channel: of.channel ?? channel }
  const told = { change: readAccountChange(field, value), value }
  const data = { account: 'waba', ...number, field, at: at.toISOString(), ...told }
  return createEvent(accountChanged, attributes, data) as KnownEvent
}
