import type { Transaction } from '@astria-bot/store'
import type { NoticeOfOrder } from '../book/notice-of-order.ts'

/** What a person decided. */
export type Action = 'accepted' | 'returned' | 'matched' | 'dismissed'

/** What it was decided about: a payment, or a notice of a kind. */
export interface Subject {
  readonly provider: string
  readonly kind: 'payment' | NoticeOfOrder['kind']
  readonly subjectId: string
}

/** A decision, with who made it and why. */
export interface Resolution extends Subject {
  readonly action: Action
  readonly orderId: string | null
  readonly orderRef: string | null
  readonly by: string
  readonly reason: string
}

const find = {
  name: 'payment:find-resolutions',
  text: `select action, order_id as "orderId" from payments.resolutions
    where provider = $1 and kind = $2 and subject_id = $3 order by id desc`,
}

/** What was decided about it before, the newest first. */
export function resolutionsOf(
  tx: Transaction,
  { provider, kind, subjectId }: Subject,
): Promise<{ action: Action; orderId: string | null }[]> {
  return tx.query(find, [provider, kind, subjectId])
}

const insert = {
  name: 'payment:insert-resolution',
  text: `insert into payments.resolutions (provider, kind, subject_id, action, order_id, order_ref, by, reason)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
}

/** Writes a decision down. */
export async function insertResolution(tx: Transaction, resolution: Resolution): Promise<void> {
  const { provider, kind, subjectId, action, orderId, orderRef, by, reason } = resolution
  await tx.query(insert, [provider, kind, subjectId, action, orderId, orderRef, by, reason])
}
