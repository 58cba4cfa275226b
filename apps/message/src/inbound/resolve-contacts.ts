import { TransientError } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { type MergeContext, mergeContacts } from '../contacts/merge-contacts.ts'
import { type Alias, findAliases, type KnownAlias } from '../sql/find-aliases.ts'
import { insertAliases, takeOverAliases } from '../sql/insert-aliases.ts'
import { insertContacts } from '../sql/insert-contacts.ts'
import { rows, storable } from '../sql/rows.ts'
import { touchContacts } from '../sql/touch-contacts.ts'
import type { Contact } from '../turns/contact.ts'
import { lockContacts } from '../turns/lock-contacts.ts'
import { assignContacts } from './assign-contacts.ts'
import { aliasKey, namesOf } from './names-of.ts'
import type { Sighting } from './sighting.ts'

/** The contacts of messages, and those of whom others have to be told anew. */
export interface Resolved {
  readonly contacts: readonly Contact[]
  readonly changed: ReadonlySet<string>
}

/** What finding contacts needs. */
export interface ResolveContext extends MergeContext {
  newId(): string
}

/**
 * The contacts of those who showed up, locked, with their names and their 24 hours brought up to date; made where there is none.
 * Who turns out to be two known contacts is one from now on: they are locked, looked up again, and merged. Throws TransientError when another transaction was making the same contact: the next try finds it.
 */
export async function resolveContacts(
  tx: Transaction,
  sightings: readonly Sighting[],
  context: ResolveContext,
  held?: ReadonlyMap<string, Contact>,
): Promise<Resolved> {
  if (sightings.length === 0) return { contacts: [], changed: new Set() }
  const senders = sightings.map(namesOf)
  const names = senders.flatMap(sender => sender.all)
  const known = await tx.query<KnownAlias>(findAliases, [
    [...new Set(names.map(({ channel }) => channel))],
    names.map(({ value }) => storable(value)),
  ])
  const { contactIds, created, added, takenOver, same } = assignContacts(senders, known, context.newId)
  const there = contactIds.filter(id => !created.has(id))
  if (same.length > 0) return resolveMerged(tx, sightings, context, { there, same, held })
  const losers = takenOver.flatMap(taken => known.filter(alias => aliasKey(alias) === aliasKey(taken)))
  const locked = await lockContacts(tx, [...there, ...losers.map(({ contactId }) => contactId)])

  const touches = new Map<string, Touch>()
  sightings.forEach((sighting, index) => {
    const id = contactIds[index]!
    touches.set(id, touch(touches.get(id), id, sighting, senders[index]!))
  })
  const all = [...touches.values()]
  const fresh = all.filter(({ id }) => created.has(id))
  const old = all.filter(({ id }) => !created.has(id))
  const [, , , owned] = await Promise.all([
    old.length > 0 ? tx.query(touchContacts, [rows(old), old.map(({ id }) => id)]) : undefined,
    fresh.length > 0 ? tx.query(insertContacts, [rows(fresh)]) : undefined,
    takenOver.length > 0 ? tx.query(takeOverAliases, [rows(takenOver)]) : undefined,
    added.length > 0 ? tx.query<Alias & { contactId: string }>(insertAliases, [rows(added)]) : [],
  ])
  const mine = new Map(added.map(alias => [`${alias.kind} ${alias.value}`, alias.contactId]))
  if (owned.some(alias => mine.get(`${alias.kind} ${alias.value}`) !== alias.contactId)) {
    throw new TransientError('the contact is being made by somebody else', { retryAfterMs: 50 })
  }
  const renamed = old.filter(touch => isRenamed(locked.get(touch.id), touch)).map(({ id }) => id)
  const changed = new Set([...renamed, ...[...added, ...losers].map(({ contactId }) => contactId)])
  return { contacts: contactIds.map(id => locked.get(id) ?? contactFrom(touches.get(id)!)), changed }
}

interface Doubles {
  /** Everybody known in this batch, so that all are locked at once and in order. */
  there: readonly string[]
  same: readonly (readonly [string, string])[]
  /** Who was locked before the names were looked up. */
  held: ReadonlyMap<string, Contact> | undefined
}

/** Locks first, and merges only what still holds under the lock; then everybody is looked up again. */
async function resolveMerged(
  tx: Transaction,
  sightings: readonly Sighting[],
  context: ResolveContext,
  { there, same, held }: Doubles,
): Promise<Resolved> {
  if (!held) return resolveContacts(tx, sightings, context, await lockContacts(tx, [...there, ...same.flat()]))
  const isFree = (id: string) => held.has(id) && !held.get(id)!.gone
  if (!same.flat().every(isFree)) throw new TransientError('the contact was just changed', { retryAfterMs: 50 })
  const merged = await mergeContacts(tx, same, held, context)
  const { contacts, changed } = await resolveContacts(tx, sightings, context, held)
  return { contacts, changed: new Set([...changed, ...merged.keys(), ...merged.values()]) }
}

/** Whether a message says something new of who sent it. */
function isRenamed(before: Contact | undefined, { channel, name, username }: Touch): boolean {
  if (!before) return false
  const isNew = (given: string | null, known: string | null) => given !== null && storable(given) !== known
  return channel !== before.channel || isNew(name, before.profileName) || isNew(username, before.username)
}

interface Touch {
  id: string
  channel: string
  /** The address that was said last, and when; null: none was said. A number that is null was left for another. */
  userId: string | null
  userIdAt: string | null
  parentUserId: string | null
  identityHash: string | null
  phone: string | null
  phoneAt: string | null
  name: string | null
  username: string | null
  lastInboundAt: string | null
}

function touch(before: Touch | undefined, id: string, sighting: Sighting, names: ReturnType<typeof namesOf>): Touch {
  const { channel, contact, at: seenAt, windowFrom: at } = sighting
  const last = before?.lastInboundAt ?? null
  const { parentUserId, identityHash } = contact
  const hash = (sighting.content?.type === 'system' ? sighting.content.identityHash : undefined) ?? identityHash
  const isSaidLater = (known: string | null | undefined) => !known || Date.parse(known) <= Date.parse(seenAt)
  const { userId, userIdAt, phone, phoneAt } = before ?? { userId: null, userIdAt: null, phone: null, phoneAt: null }
  return {
    id,
    channel,
    ...(names.userId !== undefined && isSaidLater(userIdAt)
      ? { userId: names.userId, userIdAt: seenAt }
      : { userId, userIdAt }),
    ...((names.phone !== undefined || names.phoneLeft) && isSaidLater(phoneAt)
      ? { phone: names.phone ?? null, phoneAt: seenAt }
      : { phone, phoneAt }),
    parentUserId: parentUserId ?? before?.parentUserId ?? null,
    identityHash: hash ?? before?.identityHash ?? null,
    name: contact.name ?? before?.name ?? null,
    username: contact.username ?? before?.username ?? null,
    lastInboundAt: at === null || (last !== null && Date.parse(last) > Date.parse(at)) ? last : at,
  }
}

function contactFrom({ id, channel, name, username }: Touch): Contact {
  const fresh = {
    formerIds: [],
    language: null,
    version: 0,
    optedOut: false,
    choiceAt: null,
    handedOver: false,
    gone: false,
    conversation: null,
  }
  return { id, channel, name, profileName: name, username, ...fresh }
}
