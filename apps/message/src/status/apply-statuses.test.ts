import fc from 'fast-check'
import { test } from 'tap'
import type { SentMessage } from '../sql/lock-messages.ts'
import { applyStatuses, type StatusUpdate } from './apply-statuses.ts'

const message: SentMessage = {
  id: '01890000-0000-7000-8000-000000000001',
  contactId: '01890000-0000-7000-8000-000000000002',
  channel: '1',
  wamid: 'first',
  refused: [],
  resent: false,
  state: 'accepted',
  reason: null,
  errorCode: null,
  errorDetail: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  playedAt: null,
  failedAt: null,
  pricing: null,
  charged: null,
  requested: true,
  canStandIn: true,
  asTemplate: false,
  templateName: null,
  templateLanguage: null,
  parkMs: null,
}

function update(status: string, more: Partial<StatusUpdate> = {}): StatusUpdate {
  const of = { channel: '1', wamid: 'first', messageId: message.id, errorCode: null }
  const untold = { errorDetail: null, pricing: null, charged: null }
  return { eventId: `${status}`, ...of, ...untold, status, at: new Date(1_790_000_000_000), ...more }
}
const after = (start: SentMessage, ...updates: StatusUpdate[]) =>
  updates.reduce((now, one) => applyStatuses([one], [now], 0).changed[0] ?? now, start)

/** How WhatsApp or Twilio refuses late what may still be sent: one code of each class. */
const lateCodes = [131047, 63016, 131049, 131000, 131056, 130429, 131053, 131042, 131031]

test('what failed late is to be sent again, whatever else comes of the refused try, in whatever order', async () => {
  const code = fc.constantFrom(...lateCodes)
  const rest = fc.shuffledSubarray(['sent', 'queued', 'accepted', 'sending', 'failed', 'warmed'])
  const echoed = fc.boolean()
  fc.assert(
    fc.property(code, rest, fc.nat(6), echoed, (errorCode, words, place, isEchoed) => {
      const ids = isEchoed ? {} : { messageId: undefined }
      const statuses = words.map(word => update(word, { ...ids, errorCode: word === 'failed' ? errorCode : null }))
      const refusal = update('failed', { ...ids, errorCode })
      const end = after(message, ...statuses.toSpliced(place, 0, refusal))
      return ['queued', 'parked'].includes(end.state) && end.wamid === null && end.refused.join() === 'first'
    }),
  )
})

test('a refused try that arrived all the same ends the message, and nothing is sent again', async t => {
  for (const errorCode of lateCodes) {
    const refused = after(message, update('failed', { errorCode }))
    const outcome = applyStatuses([update('delivered', { messageId: undefined })], [refused], 0)
    t.match(outcome.changed, [{ state: 'delivered', wamid: 'first', refused: [], parkMs: null }], `${errorCode}`)
    t.equal(outcome.unmatched.length, 0)
    const next = { ...refused, state: 'accepted', wamid: 'second' }
    t.match(after(next, update('delivered')), { state: 'delivered', wamid: 'second' }, 'the next try keeps its name')
  }
})

test('the next try has statuses of its own', async t => {
  const refused = after(message, update('failed', { errorCode: 131000 }))
  const next = { ...refused, state: 'accepted', wamid: 'second', parkMs: null }
  t.match(after(next, update('sent')), { state: 'accepted' }, 'not those of the first')
  t.match(after(next, update('sent', { wamid: 'second' })), { state: 'sent', wamid: 'second' })
  t.match(
    after(next, update('failed', { wamid: 'second', errorCode: 131000 })),
    { state: 'failed' },
    'once, not for ever',
  )
})

test('a status of another try than the one that counts brings no second chance', async t => {
  t.match(after(message, update('failed', { wamid: 'lost', errorCode: 131000 })), { state: 'failed' })
})
