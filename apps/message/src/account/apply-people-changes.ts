import type { AccountChange } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { handOver } from '../contacts/hand-over.ts'
import { newId } from '../ids/new-id.ts'
import { resolveContacts } from '../inbound/resolve-contacts.ts'
import type { Sighting } from '../inbound/sighting.ts'
import { findStoredMessages } from '../sql/find-stored-messages.ts'
import { storePreferences } from '../sql/opt-out-contacts.ts'
import { rows, storable } from '../sql/rows.ts'
import { unparkMessages } from '../sql/unpark-messages.ts'
import { allIds, type Contact } from '../turns/contact.ts'
import type { TurnDependencies, Turns } from '../turns/turn-taker.ts'
import type { Told } from './told.ts'

type PersonChange = Extract<AccountChange, { kind: 'preference' | 'call' | 'echo' | 'user_id' }>
type PersonTold = Told & { readonly change: PersonChange }

/** Whether a change is about one person, who can be found by a number or a user id. */
export const isAboutPerson = (told: Told): told is PersonTold =>
  ['preference', 'call', 'echo', 'user_id'].includes(told.change.kind) &&
  told.event.data.channel !== undefined &&
  ('userId' in told.change || 'phone' in told.change)

/** Whatever a person did beside writing to us. */
interface PeopleContext {
  tx: Transaction
  writes: Turns['writes']
  take: Turns['take']
  now(): number
  handOverMs: number
  settings: TurnDependencies['settings']
}

/**
 * Carries out what people chose, that they called, and what was answered to them in the phone app. Answers whom each
 * event is about. A call opens the 24 hours; our own words do not.
 */
export async function applyPeopleChanges(
  told: readonly PersonTold[],
  context: PeopleContext,
): Promise<ReadonlyMap<string, string>> {
  if (told.length === 0) return new Map()
  const { tx, writes, take, now, settings } = context
  const sightings = told.map(sightingOf)
  const { contacts, changed } = await resolveContacts(tx, sightings, {
    newId: () => newId(now()),
    nowMs: now(),
    settings,
  })
  for (const contactId of changed) writes.told.set(contactId, undefined)

  for (const [index, { event, change }] of told.entries()) {
    const contact = contacts[index]!
    if (contact.gone || change.kind !== 'call' || !isRing(change)) continue
    take(contact, { contactId: contact.id, input: { kind: 'called' }, causeId: event.id, reply: true })
    await tx.query(unparkMessages, [allIds(contact)])
  }
  await storeChoices(told, contacts, context)
  await storeEchoes(told, contacts, context)
  return new Map(told.map(({ event }, index) => [event.id, contacts[index]!.id]))
}

const isRing = (change: Extract<PersonChange, { kind: 'call' }>) => change.byCustomer && change.event === 'connect'

function sightingOf({ event: { data }, change }: PersonTold): Sighting {
  const { userId, phone } = change
  const named = { ...(userId === undefined ? {} : { userId }), ...(phone === undefined ? {} : { phone }) }
  const at = change.at ?? data.at
  if (change.kind === 'user_id') return { channel: data.channel!, at, windowFrom: null, ...exchanged(change) }
  return {
    channel: data.channel!,
    contact: named,
    at,
    windowFrom: change.kind === 'call' && isRing(change) ? at : null,
  }
}

/** A new user id is told as WhatsApp's own message tells it: both ids are one person's. */
function exchanged({ previousUserId, parentUserId, userId, phone }: Extract<PersonChange, { kind: 'user_id' }>) {
  const ids = { previousUserId, userId, phone }
  const contact = Object.fromEntries(
    Object.entries({ userId, phone, parentUserId }).filter(([, id]) => id !== undefined),
  ) as Sighting['contact']
  return { contact, content: { type: 'system', kind: 'user_changed_user_id', ...ids } as const }
}

/** Of several choices of one person the latest counts. */
async function storeChoices(told: readonly PersonTold[], contacts: readonly Contact[], { tx, writes }: PeopleContext) {
  const choices = new Map<string, { contactId: string; optedOut: boolean; at: string }>()
  for (const [index, { event, change }] of told.entries()) {
    if (change.kind !== 'preference' || !['stop', 'resume', 'signup'].includes(change.choice)) continue
    const contactId = contacts[index]!.id
    const at = change.at ?? event.data.at
    if ((choices.get(contactId)?.at ?? '') > at) continue
    choices.set(contactId, { contactId, optedOut: change.choice === 'stop', at })
    writes.told.set(contactId, event.id)
  }
  if (choices.size > 0) await tx.query(storePreferences, [rows([...choices.values()])])
}

/** What a person wrote in the phone app is stored as said by us, and that person has the conversation now. */
async function storeEchoes(told: readonly PersonTold[], contacts: readonly Contact[], context: PeopleContext) {
  const { tx, writes, now, handOverMs } = context
  const echoes = told.flatMap(({ event, change }, index) =>
    change.kind === 'echo' ? [{ event, change, contact: contacts[index]! }] : [],
  )
  if (echoes.length === 0) return
  const known = await tx.query<{ channel: string; wamid: string }>(findStoredMessages, [
    [...new Set(echoes.map(({ contact }) => contact.channel))],
    echoes.map(({ change }) => storable(change.messageId)),
  ])
  const seen = new Set(known.map(({ channel, wamid }) => `${channel} ${wamid}`))
  for (const { event, change, contact } of echoes) {
    const key = `${contact.channel} ${change.messageId}`
    if (contact.gone || seen.has(key)) continue
    seen.add(key)
    writes.messages.push({
      id: newId(now()),
      contactId: contact.id,
      channel: contact.channel,
      direction: 'out',
      type: change.content.type,
      content: change.content,
      state: 'sent',
      causeId: event.id,
      wamid: change.messageId,
      occurredAt: change.at,
    })
    await handOver(tx, contact.id, {
      by: 'phone app',
      reason: 'answered in the phone app',
      until: null,
      forMs: handOverMs,
    })
    writes.told.set(contact.id, event.id)
  }
}
