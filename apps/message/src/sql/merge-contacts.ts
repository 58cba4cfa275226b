import type { Statement } from '@astria-bot/store'

const step = (name: string, text: string): Statement => ({ name: `messaging:merge-${name}`, text })

/** Sent messages stay where they are; what still waits goes on in the lane of who remains. `skip locked`: never in a circle. */
const moveMessages = (state: 'parked' | 'queued') =>
  step(
    state,
    `
    with waiting as (
      select id from messaging.messages where contact_id = $1 and state = '${state}' for update skip locked
    )
    update messaging.messages m set
      contact_id = $2,
      once = case when exists (
        select from messaging.messages said where said.contact_id = $2 and said.once = m.once
      ) then null else m.once end
    from waiting where m.id = waiting.id`,
  )

/**
 * One contact becomes part of another, in this order. Parameters of each: who is gone, who remains; both are locked.
 * Parked messages are taken before the lanes, and queued ones under them, as those do who send them.
 */
export const mergeSteps: readonly Statement[] = [
  step(
    'contacts',
    `
    update messaging.contacts c set
      user_id = coalesce(c.user_id, o.user_id),
      parent_user_id = coalesce(c.parent_user_id, o.parent_user_id),
      identity_hash = coalesce(c.identity_hash, o.identity_hash),
      phone = coalesce(c.phone, o.phone),
      name = coalesce(c.name, o.name),
      username = coalesce(c.username, o.username),
      opted_out = c.opted_out or o.opted_out,
      consent_version = coalesce(c.consent_version, o.consent_version),
      consent_at = coalesce(c.consent_at, o.consent_at),
      last_inbound_at = greatest(c.last_inbound_at, o.last_inbound_at),
      window_expires_at = greatest(c.window_expires_at, o.window_expires_at),
      created_at = least(c.created_at, o.created_at),
      handed_over_at = case when c.handed_over_until > now() then c.handed_over_at else o.handed_over_at end,
      handed_over_by = case when c.handed_over_until > now() then c.handed_over_by else o.handed_over_by end,
      handed_over_reason = case when c.handed_over_until > now() then c.handed_over_reason else o.handed_over_reason end,
      handed_over_until = case when c.handed_over_until > now() then c.handed_over_until else o.handed_over_until end
    from messaging.contacts o
    where o.id = $1 and c.id = $2`,
  ),
  // The opt-out also counts for what is just being sent from the old lane.
  step(
    'gone',
    `
    update messaging.contacts c set
      merged_into = $2, handed_over_at = null, handed_over_until = null, handed_over_by = null,
      handed_over_reason = null,
      opted_out = (select opted_out from messaging.contacts where id = $2)
    where c.id = $1`,
  ),
  step('earlier', 'update messaging.contacts set merged_into = $2 where merged_into = $1'),
  step('aliases', 'update messaging.contact_aliases set contact_id = $2 where contact_id = $1'),
  step('choices', 'update messaging.opt_outs set contact_id = $2 where contact_id = $1'),
  step('alerts', 'update messaging.alerts set contact_id = $2 where contact_id = $1'),
  step(
    'timers',
    `
    with gone as (delete from messaging.timers where contact_id = $1),
    talk as (delete from messaging.conversations where contact_id = $1)
    insert into messaging.timers (contact_id, name, due_at)
    select id, 'hand_back', handed_over_until from messaging.contacts where id = $2 and handed_over_until > now()
    on conflict (contact_id, name) do nothing`,
  ),
  moveMessages('parked'),
  step(
    'lock-lanes',
    `
    select contact_id from messaging.lanes where contact_id in ($1::uuid, $2::uuid)
    order by contact_id for update`,
  ),
  moveMessages('queued'),
  step(
    'lane',
    `
    insert into messaging.lanes as l (contact_id, channel, due_at, tail_seq, pair_tat)
    select $2::uuid, max(m.channel), now(), max(m.seq),
      (select pair_tat from messaging.lanes where contact_id = $1::uuid)
    from messaging.messages m where m.contact_id = $2::uuid and m.state in ('parked', 'queued')
    having count(*) > 0
    on conflict (contact_id) do update set
      due_at = coalesce(l.due_at, greatest(excluded.due_at, l.held_until)),
      tail_seq = greatest(l.tail_seq, excluded.tail_seq),
      pushes = l.pushes + 1,
      pair_tat = greatest(l.pair_tat, excluded.pair_tat)`,
  ),
]

/** Whoever became part of these contacts. Parameter: ids. */
export const findMerged: Statement = {
  name: 'messaging:find-merged',
  text: `
    select id from messaging.contacts
    where merged_into = any($1::uuid[]) and merged_into is not null and erasing_at is null
    order by id`,
}
