import type { OutboundContent } from '@astria-bot/contracts'
import type { Statement } from '@astria-bot/store'

/**
 * What is to be done with the first message of a lane. `send` and `upload` were begun; `lost`: its sender died while
 * sending; `give_up`: sent twice and nobody knows; `empty`: nothing is left; the others say why it may not be sent.
 */
export type ClaimVerdict =
  | 'send'
  | 'upload'
  | 'lost'
  | 'give_up'
  | 'expired'
  | 'opted_out'
  | 'window_closed'
  | 'empty'
  | 'changed'

/** The first message of a lane that was due. Fields of the message are null where the lane is empty. */
export interface ClaimRow {
  contactId: string
  pushes: number
  verdict: ClaimVerdict
  id: string
  content: OutboundContent
  /** How often it was begun, this time included. */
  attempts: number
  resent: boolean
  /** What the upload of its one file is remembered by. */
  fileKey: string | null
  mediaId: string | null
  userId: string | null
  phone: string | null
}

/**
 * Takes lanes that are due, and their first messages. Everything is decided by the database's clock and under the
 * lane's lock: the 24 hours, the opt-out, the pair rate (GCRA), and what a lost answer leads to.
 *
 * Parameters: channel, lanes at most, and in ms: lease, margin of the 24 hours, wait for a lost answer; burst and
 * interval (ms) of the pair rate. A lane that is taken is due again when the lease is over.
 */
export const claimMessages: Statement = {
  name: 'messaging:claim-messages',
  text: `
    with setting as (
      select $3 * interval '1 millisecond' as lease,
        now() + $4 * interval '1 millisecond' as window_needed,
        $5 * interval '1 millisecond' as unknown_wait,
        $7 * interval '1 millisecond' as pair_interval,
        ($6 - 1) * $7 * interval '1 millisecond' as pair_ahead
    ),
    due as materialized (
      select contact_id, pushes, pair_tat from messaging.lanes
      where channel = $1 and due_at <= now()
      order by due_at limit $2
      for update skip locked
    ),
    head as (
      select due.contact_id, due.pushes, due.pair_tat, m.*, c.user_id, c.phone, c.opted_out, c.window_expires_at, u.media_id
      from due
      join messaging.contacts c on c.id = due.contact_id
      left join lateral (
        select id, type, content, state, attempts, resent, sending_at, unknown_since, expires_at, essential, file_key
        from messaging.messages
        where contact_id = due.contact_id and state in ('queued', 'sending', 'unknown')
        order by seq limit 1
      ) m on true
      left join messaging.uploads u on u.channel = $1 and u.file_key = m.file_key and u.valid_until > now()
    ),
    judged as (
      select head.*, case
        when id is null then 'empty'
        when state = 'sending' and sending_at + lease > now() then 'leased'
        when state = 'sending' then 'lost'
        when state = 'unknown' and unknown_since + unknown_wait > now() then 'wait'
        when state = 'unknown' and (resent or type = 'reaction' or expires_at <= now() or opted_out and not essential)
          then 'give_up'
        when expires_at <= now() then 'expired'
        when opted_out and not essential then 'opted_out'
        when window_expires_at is null or window_expires_at <= window_needed then 'window_closed'
        when pair_tat > now() + pair_ahead then 'paced'
        when file_key is not null and media_id is null then 'upload'
        else 'send' end as verdict
      from head, setting
    ),
    begun as (
      update messaging.messages m set
        state = case when judged.verdict = 'send' then 'sending' else m.state end,
        attempts = m.attempts + 1,
        resent = m.resent or m.state = 'unknown',
        sending_at = now()
      from judged
      where m.id = judged.id and judged.verdict in ('send', 'upload')
        and m.state = judged.state and m.attempts = judged.attempts
      returning m.id, m.attempts, m.resent
    ),
    leased as (
      update messaging.lanes l set
        due_at = case judged.verdict
          when 'paced' then judged.pair_tat - pair_ahead
          when 'leased' then sending_at + lease
          when 'wait' then unknown_since + unknown_wait
          else now() + lease end,
        pair_tat = case judged.verdict when 'send' then greatest(l.pair_tat, now()) + pair_interval else l.pair_tat end
      from judged, setting
      where l.contact_id = judged.contact_id
    )
    select judged.contact_id as "contactId", judged.pushes::float8 as pushes, judged.id, judged.content,
      coalesce(begun.attempts, judged.attempts) as attempts, coalesce(begun.resent, judged.resent) as resent,
      file_key as "fileKey", media_id as "mediaId", user_id as "userId", phone,
      case when verdict in ('send', 'upload') and begun.id is null then 'changed' else verdict end as verdict
    from judged left join begun using (id)
    where verdict not in ('paced', 'leased', 'wait')`,
}
