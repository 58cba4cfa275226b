import type { OutboundContent } from '@astria-bot/contracts'
import type { Statement } from '@astria-bot/store'

/**
 * What is to be done with the first message of a lane. `send` and `upload` were begun; `lost`: its sender died while
 * sending; `give_up`: sent twice and nobody knows; `empty`: nothing is left; `limited`: the number may send no more now
 * (no lane, only `waitMs`); the others say why it may not be sent.
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
  | 'limited'

/** What the account's list says about a template. */
export interface KnownTemplate {
  status: string
  category: string | null
  components: unknown
}

/** The first message of a lane that was due. Fields of the message are null where the lane is empty. */
export interface ClaimRow {
  contactId: string
  pushes: number
  verdict: ClaimVerdict
  id: string
  /** What is to be sent: the bound template where the 24 hours are over. */
  content: OutboundContent
  /** How often it was begun, this time included. */
  attempts: number
  resent: boolean
  /** When it was begun before. */
  triedAt: Date | null
  /** What the upload of its one file is remembered by. */
  fileKey: string | null
  /** The template stands in for a message of another kind, or could. */
  asTemplate: boolean
  hasTemplate: boolean
  /** When the list of the account's templates was read: before or since the message was stored. What it says of this one. */
  templatesRead: 'never' | 'before' | 'since'
  template: KnownTemplate | null
  mediaId: string | null
  userId: string | null
  phone: string | null
  /** How the number was when the message was taken: `slowed` and `stopped` are over when WhatsApp accepts it. */
  channelState: 'active' | 'slowed' | 'stopped'
  /** Nobody may be written to first from this number for so long, and the 24 hours are over: a template waits. */
  restrictedMs: number | null
  /** Of `limited`: ms until more may leave, as far as it is known. */
  waitMs: number | null
}

/**
 * Takes lanes that are due, and their first messages. Everything is decided by the database's clock and under the locks
 * of the number and of the lane: the 24 hours, the opt-out, the pair rate and the number's rate (GCRA), and what a lost
 * answer leads to.
 *
 * The number's row is locked first, so that all replicas together keep its rate: a tenth of a second's messages may
 * leave at once, the rest one after the other, which makes at most `rate_per_second` in any second. While it is stopped,
 * one message is tried when `retry_at` comes, and the next try waits for the answer.
 *
 * Parameters: channel, lanes at most, and in ms: lease, margin of the 24 hours, wait for a lost answer since something was
 * heard of the number, and at most. A lane that is taken is due again when the lease is over.
 */
export const claimMessages: Statement = {
  name: 'messaging:claim-messages',
  text: `
    with setting as (
      select $3 * interval '1 millisecond' as lease,
        now() + $4 * interval '1 millisecond' as window_needed,
        $5 * interval '1 millisecond' as unknown_wait,
        greatest($5::float8, $6::float8) * interval '1 millisecond' as deaf_wait
    ),
    number as materialized (
      select account, templates_read_at, restricted_until, state, slowed, retry_at,
        pair_interval_ms * interval '1 millisecond' as pair_interval,
        (pair_burst - 1) * pair_interval_ms * interval '1 millisecond' as pair_ahead,
        greatest(1, rate_per_second / 10) as burst,
        interval '1 second' / (rate_per_second - greatest(1, rate_per_second / 10) + 1) as slot,
        greatest(sends_tat, now()) as tat,
        slow_until > now() as slow, slow_until
      from messaging.channels
      where id = $1 and exists (select from messaging.lanes where channel = $1 and due_at <= now())
      for no key update
    ),
    gate as materialized (
      select *, case
        when state = 'stopped' then case when retry_at <= now() then 1 else 0 end
        when slow then 0
        else greatest(0, floor(extract(epoch from now() + burst * slot - tat) / extract(epoch from slot) + 0.001))::int
        end as room
      from number
    ),
    due as materialized (
      select contact_id, pushes, pair_tat from messaging.lanes
      where channel = $1 and due_at <= now()
      order by due_at limit (select coalesce(max(least(room, $2::int)), 0) from gate)
      for update skip locked
    ),
    head as (
      select due.contact_id, due.pushes, due.pair_tat, m.*, c.user_id, c.phone, c.opted_out,
        (c.window_expires_at is null or c.window_expires_at <= (select window_needed from setting)) as closed
      from due
      join messaging.contacts o on o.id = due.contact_id
      -- What stayed in the lane of one who became part of another goes to that one.
      join messaging.contacts c on c.id = coalesce(o.merged_into, o.id)
      left join lateral (
        select id, type, content, template, as_template, state, attempts, resent, sending_at, unknown_since, heard_at, expires_at,
          essential, file_key, created_at
        from messaging.messages
        where contact_id = due.contact_id and state in ('queued', 'sending', 'unknown')
        order by seq limit 1
      ) m on true
    ),
    planned as (
      select head.*, coalesce(template is not null and type <> 'template' and (closed or as_template), false) as stands_in,
        least(heard_at + unknown_wait, unknown_since + deaf_wait) as told_until
      from head, setting
    ),
    equipped as (
      select planned.*, f.key as needs_file, u.media_id
      from planned
      cross join lateral (
        select case when not stands_in then file_key when template->'cards' is null then
          template->'header'->'file'->>'fileKey' ||
          case when template->'header'->>'type' = 'document' and template->'header'->'file'->>'mimeType' like 'image/%'
            then '#original' else '' end
        end as key
      ) f
      left join messaging.uploads u on u.channel = $1 and u.file_key = f.key and u.valid_until > now()
    ),
    judged as (
      select equipped.*, case
        when id is null then 'empty'
        when state = 'sending' and sending_at + lease > now() then 'leased'
        when state = 'sending' then 'lost'
        when state = 'unknown' and told_until > now() then 'wait'
        when state = 'unknown' and (resent or type = 'reaction' or expires_at <= now() or opted_out and not essential)
          then 'give_up'
        when expires_at <= now() then 'expired'
        when opted_out and not essential then 'opted_out'
        when closed and not stands_in and type <> 'template' then 'window_closed'
        when pair_tat > now() + (select pair_ahead from gate) then 'paced'
        when needs_file is not null and media_id is null then 'upload'
        else 'send' end as verdict
      from equipped, setting
    ),
    begun as (
      update messaging.messages m set
        state = case when judged.verdict = 'send' then 'sending' else m.state end,
        attempts = m.attempts + 1,
        as_template = judged.stands_in,
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
          -- Meanwhile something may be heard.
          when 'wait' then least(told_until, now() + unknown_wait / 4)
          else now() + lease end,
        pair_tat = case judged.verdict when 'send' then greatest(l.pair_tat, now()) + pair_interval else l.pair_tat end,
        held_by = case judged.verdict when 'send' then null else l.held_by end
      from judged, setting, gate
      where l.contact_id = judged.contact_id
    ),
    charged as (
      update messaging.channels c set
        sends_tat = greatest(c.sends_tat, now()) + sends.count * gate.slot,
        -- The next try waits for the answer to this one, or for its lease.
        retry_at = case when c.state = 'stopped' then now() + lease else c.retry_at end
      from gate, setting, (select count(*) as count from judged where verdict = 'send') as sends
      where c.id = $1 and sends.count > 0
    )
    select judged.contact_id as "contactId", judged.pushes::float8 as pushes, judged.id,
      case when stands_in then judged.template else judged.content end as content,
      coalesce(begun.attempts, judged.attempts) as attempts, coalesce(begun.resent, judged.resent) as resent,
      judged.sending_at as "triedAt",
      stands_in as "asTemplate", judged.template is not null as "hasTemplate",
      case when gate.templates_read_at is null then 'never' when gate.templates_read_at > judged.created_at then 'since'
        else 'before' end as "templatesRead",
      case when t.name is not null then json_build_object('status', t.status, 'category', t.category, 'components', t.components) end
        as template,
      needs_file as "fileKey", media_id as "mediaId", user_id as "userId", phone,
      case when gate.state = 'stopped' then 'stopped' when gate.slowed > 0 then 'slowed' else 'active' end
        as "channelState",
      case when closed and restricted_until > now() then extract(epoch from restricted_until - now())::float8 * 1000 end
        as "restrictedMs",
      null::float8 as "waitMs",
      case when verdict in ('send', 'upload') and begun.id is null then 'changed' else verdict end as verdict
    from judged cross join gate left join begun using (id)
    left join lateral (
      select case when stands_in then judged.template else judged.content end as sent
      where stands_in or judged.type = 'template'
    ) as wanted on true
    left join lateral (
      select name, status, category, components from messaging.templates
      where account = gate.account and name = wanted.sent->>'name' and language = wanted.sent->>'language'
      union all
      -- Twilio's are also named by their ContentSid, whatever their language.
      select name, status, category, components from messaging.templates
      where account = gate.account and provider_id = wanted.sent->>'name' and wanted.sent->>'name' like 'HX%'
      limit 1
    ) as t on true
    where verdict not in ('paced', 'leased', 'wait')
    union all
    select null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
      case when state = 'stopped' then extract(epoch from retry_at - now())
        when slow then extract(epoch from slow_until - now())
        else extract(epoch from tat - now()) - extract(epoch from slot) * (burst / 2) end::float8 * 1000,
      'limited'
    from gate
    where room <= (select count(*) from judged)`,
}
