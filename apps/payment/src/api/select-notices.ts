import { type Database, payments } from '@astria-bot/store'
import { sql } from 'drizzle-orm'
import { lastResolution } from './last-resolution.ts'

const { notices } = payments

/** The columns of a notice that the API shows. */
export function selectNotices(db: Database) {
  return db.drizzle
    .select({
      seq: notices.seq,
      provider: notices.provider,
      kind: notices.kind,
      noticeId: notices.noticeId,
      orderRef: notices.orderRef,
      state: notices.state,
      reason: notices.reason,
      amountMinor: notices.amountMinor,
      currency: notices.currency,
      resolution: lastResolution(
        sql.raw('payments.notices.provider, payments.notices.kind, payments.notices.notice_id'),
      ),
      receivedAt: notices.receivedAt,
    })
    .from(notices)
    .$dynamic()
}

/** A notice in words of JSON. */
export function toNoticeShape<Row extends { receivedAt: Date }>(row: Row) {
  return { ...row, receivedAt: row.receivedAt.toISOString() }
}
