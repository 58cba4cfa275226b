import { type Database, messaging } from '@astria-bot/store'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { ContactShape } from './shapes.ts'

const { contacts, conversations } = messaging

/** When something happened last between a contact and us, as far as it came from them. There is an index on it. */
export const activity = sql<Date>`coalesce(${contacts.lastInboundAt}, ${contacts.createdAt})`
/** The same with all its digits. */
export const activityText = sql<string>`to_char(${activity} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const columns = {
  id: contacts.id,
  channel: contacts.channel,
  givenName: contacts.givenName,
  profileName: contacts.name,
  username: contacts.username,
  phone: contacts.phone,
  userId: contacts.userId,
  parentUserId: contacts.parentUserId,
  identityHash: contacts.identityHash,
  language: sql<'en' | 'he' | null>`coalesce(${conversations.data} ->> 'language', ${contacts.language})`,
  timeZone: contacts.timeZone,
  birthday: contacts.birthday,
  tags: contacts.tags,
  attributes: contacts.attributes,
  optedOut: contacts.optedOut,
  optedOutChoice: sql<z.infer<typeof ContactShape>['optedOutChoice']>`(
    select json_build_object('source', o.source, 'by', o.by,
      'at', to_char(o.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from messaging.opt_outs o where o.contact_id = ${contacts}.id order by o.at desc, o.id desc limit 1)`,
  state: conversations.state,
  isHandedOver: sql<boolean>`coalesce(${contacts.handedOverUntil} > now(), false)`,
  handedOverAt: contacts.handedOverAt,
  handedOverUntil: contacts.handedOverUntil,
  handedOverBy: contacts.handedOverBy,
  handedOverReason: contacts.handedOverReason,
  windowExpiresAt: contacts.windowExpiresAt,
  lastInboundAt: contacts.lastInboundAt,
  createdAt: contacts.createdAt,
  cursorAt: activityText,
}

/** Contacts who are there: not being erased, and not found to be the same person as another one. */
export const isThere = and(isNull(contacts.erasingAt), isNull(contacts.mergedInto))

/** Contacts, to be narrowed down. */
export function selectContacts({ drizzle }: Pick<Database, 'drizzle'>) {
  return drizzle
    .select(columns)
    .from(contacts)
    .leftJoin(conversations, eq(conversations.contactId, contacts.id))
    .$dynamic()
}

/** A row of `selectContacts`. */
export type ContactFound = Awaited<ReturnType<typeof selectContacts>>[number]

/** A contact in words of JSON. */
export function toContactShape(row: ContactFound): z.infer<typeof ContactShape> {
  const { id, channel, profileName, username, phone, language, timeZone, birthday, tags, optedOut } = row
  return {
    contactId: id,
    channel,
    name: row.givenName ?? profileName,
    profileName,
    username,
    phone,
    userId: row.userId,
    parentUserId: row.parentUserId,
    identityHash: row.identityHash,
    language,
    timeZone,
    birthday,
    tags,
    attributes: row.attributes as z.infer<typeof ContactShape>['attributes'],
    optedOut,
    optedOutChoice: row.optedOutChoice,
    state: row.state ?? 'NEW',
    handedOver: toHandOver(row),
    windowExpiresAt: row.windowExpiresAt?.toISOString() ?? null,
    lastInboundAt: row.lastInboundAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

function toHandOver({ isHandedOver, handedOverAt, handedOverUntil, handedOverBy, handedOverReason }: ContactFound) {
  if (!isHandedOver || !handedOverAt || !handedOverUntil) return null
  return {
    at: handedOverAt.toISOString(),
    until: handedOverUntil.toISOString(),
    by: handedOverBy ?? '',
    reason: handedOverReason,
  }
}
