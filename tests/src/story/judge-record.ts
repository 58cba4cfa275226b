import type { Test } from 'tap'
import { countBy, type Entry, readRecord } from './judge.ts'

/** What a story comes to. */
export interface Sum {
  /** Who trained a model each. */
  customers: number
  /** Paid orders, also those with a model that was there. */
  orders: number
  portraitsPerOrder: number
  /** Good pictures that each of the customers sent. */
  picturesPerCustomer: number
  /** More than the orders, where somebody paid too little and once more. */
  payments?: number
  refunds?: number
}

/**
 * What the sandbox's record must say when everything has an end: nothing of what costs money or reaches a customer was
 * done twice, and nothing is missing. This holds where apps are killed too: a second send after a lost answer (P3) is for
 * messages of which no status comes, and the sandbox tells every status until it is heard.
 */
export async function judgeRecord(t: Test, sandboxUrl: string, sum: Sum): Promise<void> {
  const record = (kind: string) => readRecord(sandboxUrl, kind)
  await t.test('money', async t => judgeMoney(t, await record('payment'), sum))
  await t.test("Astria's work", async t => judgeWork(t, await record('astria'), sum))
  await t.test('what was sent', async t => judgeSends(t, await record('whatsapp.send'), sum))
}

/** Those of a record that must be one each: how many, and which of them are more. */
function once(t: Test, entries: readonly Entry[], keyOf: (entry: Entry) => string, times: number, what: string): void {
  const more = [...countBy(entries, keyOf)].filter(([, count]) => count !== 1)
  t.same(more, [], `${what}: each once`)
  t.equal(entries.length, times, `${what}: ${times}`)
}

const ofKind = (entries: readonly Entry[], kind: string, outcome?: string) =>
  entries.filter(entry => entry.kind === kind && (outcome === undefined || entry.outcome === outcome))

function judgeMoney(
  t: Test,
  entries: readonly Entry[],
  { orders, payments: expected = orders, refunds = 0 }: Sum,
): void {
  const payments = ofKind(entries, 'payment.payment')
  t.same(
    payments.filter(({ outcome }) => outcome !== 'succeeded'),
    [],
    'no payment failed',
  )
  t.equal(payments.length, expected, `${expected} payments`)
  t.equal(countBy(payments, ({ order }) => String(order)).size, orders, 'one paid order each')
  t.equal(ofKind(entries, 'payment.refund', 'refunded').length, refunds, `${refunds} refunds`)
  const told = ofKind(entries, 'payment.notice', 'accepted')
  t.equal(countBy(told, ({ noticeId }) => String(noticeId)).size, expected + refunds, 'all of it was told')
}

function judgeWork(t: Test, entries: readonly Entry[], { customers, orders, portraitsPerOrder }: Sum): void {
  once(t, ofKind(entries, 'astria.tune', 'created'), ({ title }) => String(title), customers, 'tunes per order')
  t.equal(ofKind(entries, 'astria.prompts', 'created').length, orders, 'one set of prompts per paid order')
  const made = ofKind(entries, 'astria.prompt')
  once(t, made, ({ promptId }) => String(promptId), orders * portraitsPerOrder, 'prompts')
  t.same(ofKind(made, 'astria.prompt', 'failed'), [], 'all of them were made')
}

function judgeSends(t: Test, entries: readonly Entry[], sum: Sum): void {
  const accepted = entries.filter(({ outcome }) => outcome === 'accepted')
  t.same(entries.filter(({ outcome }) => outcome !== 'accepted').slice(0, 3), [], 'WhatsApp refused nothing')
  once(t, accepted, ({ tag }) => String(tag), countBy(accepted, ({ tag }) => String(tag ?? '')).size, 'ids of ours')
  t.same(accepted.filter(({ tag }) => !tag).slice(0, 3), [], 'and nothing was sent without one')
  // The mark is in the picture itself: the same portrait under another id of ours, or after another upload, shows.
  const portraits = accepted.filter(({ mark }) => String(mark).startsWith('portrait:'))
  const { customers, orders, portraitsPerOrder, picturesPerCustomer } = sum
  once(t, portraits, ({ phone, mark }) => `${phone} ${mark}`, orders * portraitsPerOrder, 'portraits')
  t.equal(countBy(portraits, ({ mark }) => String(mark)).size, portraits.length, 'no portrait went to two customers')
  const reactions = accepted.filter(({ type }) => type === 'reaction')
  once(t, reactions, reactedTo, customers * picturesPerCustomer, 'reactions per picture')
}

const reactedTo = ({ phone, body }: Entry) =>
  `${phone} ${(body as { reaction: { message_id: string } }).reaction.message_id}`
