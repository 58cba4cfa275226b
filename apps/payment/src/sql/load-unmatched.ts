import type { Transaction } from '@astria-bot/store'
import type { NoticeOfOrder } from '../book/notice-of-order.ts'

const statement = {
  name: 'payment:load-unmatched',
  text: `select provider, kind, notice_id as "noticeId", type, order_ref as "orderRef",
      amount_minor::float8 as "amountMinor", currency
    from payments.notices where state = 'unmatched' and order_ref = any($1::text[]) order by seq`,
}

/** The notices that came before their orders. */
export async function loadUnmatched(tx: Transaction, orderIds: readonly string[]): Promise<NoticeOfOrder[]> {
  return orderIds.length === 0 ? [] : tx.query<NoticeOfOrder>(statement, [orderIds])
}
