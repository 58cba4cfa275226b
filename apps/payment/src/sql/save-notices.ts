import type { Transaction } from '@astria-bot/store'
import type { NoticeEntry } from '../book/notice-of-order.ts'

// A notice that was applied once stays applied, however often it is repeated; one that a person dismissed stays so, unless
// its repetition came to something.
const statement = {
  name: 'payment:save-notices',
  text: `insert into payments.notices as n
      (provider, kind, notice_id, type, order_ref, amount_minor, currency, state, reason)
    select provider, kind, "noticeId", type, "orderRef", "amountMinor", currency, state, reason
    from json_to_recordset($1::json) as given (provider text, kind text, "noticeId" text, type text, "orderRef" text,
      "amountMinor" bigint, currency text, state text, reason text)
    on conflict (provider, kind, notice_id) do update set state = excluded.state, reason = excluded.reason,
      updated_at = now()
      where n.order_ref = excluded.order_ref and (n.state in ('unmatched', 'waiting', 'doubtful')
        or n.state = 'dismissed' and excluded.state = 'applied')`,
}

/** Writes down what became of notices. One may occur several times in a batch: the last counts, but for one that was applied. */
export async function saveNotices(tx: Transaction, entries: readonly NoticeEntry[]): Promise<void> {
  if (entries.length === 0) return
  const final = new Map<string, NoticeEntry>()
  for (const entry of entries) {
    const key = `${entry.provider} ${entry.kind} ${entry.noticeId}`
    if (final.get(key)?.state !== 'applied') final.set(key, entry)
  }
  await tx.query(statement, [JSON.stringify([...final.values()])])
}
