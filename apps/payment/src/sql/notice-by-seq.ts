import type { Transaction } from '@astria-bot/store'
import type { NoticeEntry } from '../book/notice-of-order.ts'

const find = {
  name: 'payment:notice-by-seq',
  text: `select provider, kind, notice_id as "noticeId", type, order_ref as "orderRef",
      amount_minor::float8 as "amountMinor", currency, state, reason
    from payments.notices where seq = $1`,
}

/** A notice by its number. */
export async function noticeBySeq(tx: Transaction, seq: number): Promise<NoticeEntry | undefined> {
  const [row] = await tx.query<NoticeEntry>(find, [seq])
  return row
}

const move = {
  name: 'payment:notice-to-order',
  text: `update payments.notices set order_ref = $2, state = $3, reason = $4, updated_at = now() where seq = $1`,
}

/** From now on it is a notice about this order. */
export async function noticeToOrder(
  tx: Transaction,
  seq: number,
  { orderRef, state, reason }: NoticeEntry,
): Promise<void> {
  await tx.query(move, [seq, orderRef, state, reason])
}

const dismiss = {
  name: 'payment:dismiss-notice',
  text: `update payments.notices set state = 'dismissed', updated_at = now()
    where seq = $1 and state in ('unmatched', 'waiting', 'doubtful') returning 1`,
}

/** Dismisses a notice that is open. */
export async function dismissNotice(tx: Transaction, seq: number): Promise<boolean> {
  return (await tx.query(dismiss, [seq])).length > 0
}
