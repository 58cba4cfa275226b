import type { Statement } from '@astria-bot/store'
import type { MessageState } from '../status/apply-status.ts'

/** A message of ours, as far as statuses change it. */
export interface SentMessage extends MessageState {
  id: string
  contactId: string
  channel: string
  wamid: string | null
  /** WhatsApp's names of tries that it accepted and refused later. */
  refused: readonly string[]
  /** It is or was sent a second time. */
  resent: boolean
  /** Somebody asked for it: they are told how far it came. Of the conversation's own only failures are told. */
  requested: boolean
  /** It has a bound template, and was not sent as that. */
  canStandIn: boolean
  asTemplate: boolean
  /** The template it is or was sent as, if it was one. */
  templateName: string | null
  templateLanguage: string | null
  /** Of a parked one: after how many ms it is tried again; 0: when the customer writes. Null: it is not parked. */
  parkMs: number | null
}

/**
 * Locks messages of ours in the order of their ids. Parameters: ids; channels; wamids. Three ways to
 * find one, each with its own index: our id echoed, WhatsApp's, and WhatsApp's of a try that it refused later.
 */
export const lockMessages: Statement = {
  name: 'messaging:lock-messages',
  text: `
    select m.id, m.contact_id as "contactId", m.channel, m.wamid, coalesce(m.refused_wamids, '{}') as refused, m.resent, m.state, m.reason, m.error_code as "errorCode",
      m.sent_at as "sentAt", m.delivered_at as "deliveredAt", m.read_at as "readAt", m.played_at as "playedAt",
      m.failed_at as "failedAt", m.error_detail as "errorDetail", m.pricing, m.charged, m.as_template as "asTemplate",
      m.requester is not null as requested,
      m.template is not null and not m.as_template and m.type <> 'template' as "canStandIn",
      sent.content->>'name' as "templateName", sent.content->>'language' as "templateLanguage", null::float8 as "parkMs"
    from messaging.messages m
    left join lateral (
      select case when m.as_template then m.template else m.content end as content where m.as_template or m.type = 'template'
    ) as sent on true
    where m.direction = 'out' and m.id = any(array(
      select unnest($1::uuid[])
      union
      select f.id from messaging.messages f
      where f.channel = any($2::text[]) and f.wamid = any($3::text[])
      union
      select r.id from messaging.messages r
      where r.channel = any($2::text[]) and r.refused_wamids && $3::text[]
    ))
    order by m.id
    for update of m`,
}
