import type { Attributes } from '@astria-bot/contracts'
import type { Language } from '@astria-bot/conversation'
import type { Statement } from '@astria-bot/store'

/** A contact with everything that others may know of it. */
export interface SnapshotRow {
  id: string
  channel: string
  version: number
  name: string | null
  username: string | null
  language: Language | null
  timeZone: string | null
  birthday: string | null
  tags: string[]
  attributes: Attributes
  optedOut: boolean
  state: string
  handedOver: boolean
  createdAt: Date
  lastInboundAt: Date | null
  /** The contact that this one became part of. */
  mergedInto: string | null
  aliases: { kind: 'user_id' | 'phone'; value: string }[]
}

/**
 * Counts a change of contacts. Parameters: ids; the ids among them that are told for the first time. Answers those that
 * are told: a contact of whom nobody was told is changed for nobody.
 */
export const countChanges: Statement = {
  name: 'messaging:count-changes',
  text: `
    update messaging.contacts c set version = c.version + 1
    from (select id from messaging.contacts where id = any($1::uuid[]) order by id for no key update) as given
    where c.id = given.id and c.erasing_at is null and (c.version > 0 or c.id = any($2::uuid[]))
    returning c.id`,
}

/** Parameter: ids. */
export const loadSnapshots: Statement = {
  name: 'messaging:load-snapshots',
  text: `
    select c.id, c.channel, c.version, coalesce(c.given_name, c.name) as name, c.username,
      coalesce(v.data ->> 'language', c.language) as language, c.time_zone as "timeZone", c.birthday, c.tags,
      c.attributes, c.opted_out as "optedOut", coalesce(v.state, 'NEW') as state,
      coalesce(c.handed_over_until > now(), false) as "handedOver", c.created_at as "createdAt",
      c.last_inbound_at as "lastInboundAt", c.merged_into as "mergedInto",
      coalesce((
        select json_agg(json_build_object('kind', a.kind, 'value', a.value) order by a.kind desc, a.value)
        from messaging.contact_aliases a where a.contact_id = c.id
      ), '[]') as aliases
    from messaging.contacts c
    left join messaging.conversations v on v.contact_id = c.id
    where c.id = any($1::uuid[])
    order by c.id`,
}
