import type { Statement } from '@astria-bot/store'

/** A message that is too old, and its lane as it was found. */
export interface ExpiredMessage {
  id: string
  /** `sending`: whoever sent it died. */
  state: 'queued' | 'sending' | 'unknown'
  contactId: string
  attempts: number
  pushes: number
}

/**
 * First messages that are too old, in lanes that nobody takes: of numbers that are stopped, or from which nothing is
 * sent any more. Elsewhere claiming judges the same. Parameters: for how many ms a lane is due and not taken, how many
 * at most.
 */
export const findExpired: Statement = {
  name: 'messaging:find-expired',
  text: `
    select head.id, head.state, l.contact_id as "contactId", head.attempts, l.pushes::float8 as pushes
    from messaging.lanes l
    cross join lateral (
      select m.id, m.attempts, m.state, m.expires_at from messaging.messages m
      where m.contact_id = l.contact_id and m.state in ('queued', 'sending', 'unknown')
      order by m.seq limit 1
    ) as head
    where l.due_at <= now() - $1 * interval '1 millisecond' and head.expires_at <= now()
    order by l.due_at limit $2`,
}
