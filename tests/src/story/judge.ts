import { eventually } from '@astria-bot/testing'
import pg from 'pg'
import type { Bubble } from './phone.ts'

/** One line of the sandbox's record. */
export interface Entry {
  seq: number
  kind: string
  outcome: string
  [field: string]: unknown
}

/** Reads the sandbox's record: what was really asked of the vendors. */
export async function readRecord(sandboxUrl: string, kind: string): Promise<Entry[]> {
  const response = await fetch(`${sandboxUrl}/record?kind=${kind}`)
  return ((await response.json()) as { entries: Entry[] }).entries
}

/** How often each key occurs. */
export function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}

/** What is said to every customer exactly once in a story, by how to recognise it. */
export function saidTwice(chat: readonly Bubble[]): string[] {
  const business = chat.filter(({ from }) => from === 'business')
  const byTag = countBy(
    business.filter(({ tag }) => tag !== undefined),
    ({ tag }) => tag ?? '',
  )
  const byMedia = countBy(
    business.filter(({ content }) => content.type === 'image'),
    ({ content }) => content.media?.mediaId ?? '',
  )
  return [...byTag, ...byMedia]
    .filter(([, times]) => times > 1)
    .map(([what, times]) => `${what} was sent ${times} times`)
}

/** In one story no text is said twice: a turn that was taken twice would show here, under two ids. */
export function repeated(chat: readonly Bubble[]): string[] {
  const texts = chat.filter(({ from, content }) => from === 'business' && content.type !== 'image')
  return [...countBy(texts, ({ content }) => `${content.type}: ${content.text}`)]
    .filter(([, times]) => times > 1)
    .map(([text, times]) => `${times} times ${text}`)
}

/** Waits until nothing is left over (within a minute after the last fault), or says what is. */
export async function settledBooks(databaseUrl: string): Promise<string[]> {
  let faults: string[] = []
  const settled = async () => {
    faults = await checkBooks(databaseUrl)
    return faults.length === 0
  }
  await eventually(settled, { timeoutMs: 60_000, everyMs: 500 }).catch(() => {})
  return faults
}

/** What the database must look like after a story, as sentences about what does not. */
async function checkBooks(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  const faults: string[] = []
  const expectNone = async (what: string, sql: string) => {
    const { rows } = await client.query(sql)
    if (rows.length > 0) faults.push(`${what}: ${JSON.stringify(rows.slice(0, 3))}`)
  }
  try {
    await expectNone(
      'ledger transactions that do not sum to zero',
      'select transaction_key from payments.ledger_entries group by transaction_key, currency having sum(amount_minor) <> 0',
    )
    await expectNone('orders that are paid and not delivered', `select id from payments.orders where state = 'paid'`)
    await expectNone(
      'orders that were credited more than once',
      `select order_id from payments.ledger_transactions where kind = 'payment' group by order_id having count(*) > 1`,
    )
    for (const schema of ['messaging', 'imaging', 'payments', 'automation']) {
      await expectNone(`events left in the outbox of ${schema}`, `select id from ${schema}.outbox`)
      await expectNone(
        `effects of ${schema} without an end`,
        `select kind, key, state, error from ${schema}.effects where state <> 'done'`,
      )
    }
    await expectNone(
      'messages without an end',
      `select id, state, reason from messaging.messages where direction = 'out' and state in ('queued', 'sending', 'unknown', 'parked', 'failed')`,
    )
  } finally {
    await client.end()
  }
  return faults
}
