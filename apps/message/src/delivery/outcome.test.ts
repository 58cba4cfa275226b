import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { errorOf, WhatsAppFailure } from '@astria-bot/whatsapp'
import { test } from 'tap'
import type { ClaimRow } from '../sql/claim-messages.ts'
import { backOffMs } from './back-off.ts'
import { outcomeOf } from './outcome.ts'
import { settlementOf, settlementWithout } from './settlement-of.ts'

const plain = { canStandIn: false, stoodIn: false, canUploadAgain: false }
const said = (code: number, status = 400, tried = plain) =>
  outcomeOf(errorOf(new WhatsAppFailure(status, code, undefined)), tried)

test('what WhatsApp said decides who waits', async t => {
  t.match(said(131056), { kind: 'retry', holds: 'contact', errorCode: 131056 })
  t.match(said(131000, 500), { kind: 'retry', holds: 'contact' })
  t.match(said(130429, 429), { kind: 'retry', holds: 'number' })
  t.match(said(190, 401), { kind: 'retry', holds: 'account' })
  t.match(said(131047), { kind: 'parked', reason: 'window_closed', afterMs: 0, errorCode: 131047 })
  t.match(said(131047, 400, { ...plain, canStandIn: true }), { kind: 'as_template' })
  t.match(said(131049), { kind: 'parked', afterMs: 86_400_000 })
  t.match(said(131048), { kind: 'parked', afterMs: 3_600_000 })
  t.match(said(132015), { kind: 'failed' })
  t.match(said(132015, 400, { ...plain, stoodIn: true }), { kind: 'parked', reason: 'template_refused' })
  t.match(said(131053), { kind: 'failed' })
  t.match(said(131053, 400, { ...plain, canUploadAgain: true }), { kind: 'upload_again' })
  t.match(said(131026), { kind: 'failed', reason: 'whatsapp_131026', errorCode: 131026 })
  t.match(said(999_999), { kind: 'failed' })
})

test("WhatsApp's words are kept with its code", async t => {
  const error = errorOf(new WhatsAppFailure(400, 131026, 'No such person'))
  t.match(outcomeOf(error, plain), { kind: 'failed', errorCode: 131026, errorDetail: 'No such person' })
  t.notOk('errorDetail' in said(131026))
})

test('only what was surely not sent is tried again', async t => {
  t.match(outcomeOf(new TransientError('no connection', { retryAfterMs: 5 }), plain), { kind: 'retry', afterMs: 5 })
  t.match(outcomeOf(new RejectedError('too_long', 'x'), plain), { kind: 'failed', reason: 'too_long' })
  t.same(outcomeOf(new UnknownOutcomeError('lost'), plain), { kind: 'unknown' })
  t.same(outcomeOf(new TypeError('a fault of ours, wherever it was'), plain), { kind: 'unknown' })
})

test('the wait grows fourfold, up to ten minutes', async t => {
  t.same(
    [1, 2, 3, 4, 5, 6, 20].map(n => backOffMs(n, 0)),
    [1000, 4000, 16_000, 64_000, 256_000, 600_000, 600_000],
  )
  t.equal(backOffMs(1, 1), 1250)
})

const row = (verdict: ClaimRow['verdict']): ClaimRow => ({
  contactId: 'c',
  pushes: 3,
  verdict,
  id: 'm',
  content: { type: 'text', body: 'x' },
  attempts: 2,
  resent: false,
  triedAt: null,
  fileKey: null,
  asTemplate: false,
  hasTemplate: false,
  templatesRead: 'never',
  template: null,
  channelState: 'active',
  restrictedMs: null,
  waitMs: null,
  mediaId: null,
  userId: null,
  phone: '1',
})
const waits = { unknownMs: 9, random: 0 }

test('what is written down after a try', async t => {
  t.match(settlementOf(row('send'), { kind: 'accepted', wamid: 'w', numbered: false }, waits), {
    state: 'accepted',
    wamid: 'w',
    pushes: 3,
  })
  t.match(settlementOf(row('send'), { kind: 'unknown' }, waits), { state: 'unknown', delayMs: 9 })
  const retry = { kind: 'retry', afterMs: 6000, errorCode: null } as const
  t.match(settlementOf(row('send'), { ...retry, holds: 'contact' }, waits), { state: 'queued', delayMs: 6000 })
  t.match(settlementOf(row('send'), { ...retry, afterMs: 1, holds: 'contact' }, waits), { delayMs: 4000 })
  t.match(settlementOf(row('send'), { ...retry, holds: 'number' }, waits), { state: 'queued', delayMs: 0 })
  const unsupported = { kind: 'failed', reason: 'unsupported_by_provider', errorCode: null } as const
  t.match(settlementOf(row('send'), unsupported, waits), { state: 'failed' })
  const reaction = { ...row('send'), content: { type: 'reaction', messageId: 'SM1', emoji: '👍' } } as const
  t.match(settlementOf(reaction, unsupported, waits), { state: 'dropped', reason: 'unsupported_by_provider' })
  t.match(settlementOf(reaction, { ...unsupported, reason: 'expired' }, waits), { state: 'failed' })
})

test('what is written down without a try', async t => {
  const without = (verdict: ClaimRow['verdict']) => settlementWithout(row(verdict), 9)
  t.match(without('lost'), { state: 'unknown', delayMs: 9 })
  t.match(without('give_up'), { state: 'failed', reason: 'outcome_unknown' })
  t.match(without('expired'), { state: 'dropped', reason: 'expired' }, 'too late is no error')
  t.match(without('opted_out'), { state: 'dropped' })
  t.match(without('window_closed'), { state: 'parked' })
  t.equal(without('empty'), null)
})
