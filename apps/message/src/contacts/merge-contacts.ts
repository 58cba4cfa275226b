import { contactMerged } from '@astria-bot/contracts'
import { type Settings, uniteConversations } from '@astria-bot/conversation'
import { enqueueEvents, type Transaction } from '@astria-bot/store'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import { loadDetails, saveDetails } from '../sql/contact-details.ts'
import { mergeSteps } from '../sql/merge-contacts.ts'
import { rows } from '../sql/rows.ts'
import { storeConversations } from '../sql/store-conversations.ts'
import type { Contact } from '../turns/contact.ts'
import type { ContactDetails } from './contact-details.ts'
import { type Candidate, survivorOf, uniteDetails } from './unite.ts'

/** What merging needs beside the contacts. */
export interface MergeContext {
  nowMs: number
  settings: Pick<Settings, 'minPictures'>
}

/**
 * Makes one contact of each two that turned out to be one person. All of them are locked, and none of them is gone.
 * Answers who is part of whom now.
 */
export async function mergeContacts(
  tx: Transaction,
  pairs: readonly (readonly [string, string])[],
  contacts: ReadonlyMap<string, Contact>,
  context: MergeContext,
): Promise<ReadonlyMap<string, string>> {
  const current = new Map<string, Candidate>(contacts)
  const mergedInto = new Map<string, string>()
  const whoIs = (id: string): string => {
    const into = mergedInto.get(id)
    return into === undefined ? id : whoIs(into)
  }
  for (const [one, other] of pairs) {
    const [a, b] = [current.get(whoIs(one))!, current.get(whoIs(other))!]
    if (a.id === b.id) continue
    const into = survivorOf(a, b)
    const from = into === a ? b : a
    current.set(into.id, await mergeOne(tx, { from, into }, context))
    mergedInto.set(from.id, into.id)
  }
  return mergedInto
}

async function mergeOne(
  tx: Transaction,
  { from, into }: { from: Candidate; into: Candidate },
  { nowMs, settings }: MergeContext,
): Promise<Candidate> {
  const details = await tx.query<ContactDetails & { id: string }>(loadDetails, [[from.id, into.id]])
  const detailsOf = (wanted: string) => {
    const { id: _id, ...its } = details.find(({ id }) => id === wanted)!
    return its
  }
  await tx.query(saveDetails, [rows([{ id: into.id, ...uniteDetails(detailsOf(into.id), detailsOf(from.id)) }])])
  const conversation =
    into.conversation && from.conversation
      ? uniteConversations(into.conversation, from.conversation, settings)
      : (into.conversation ?? from.conversation)
  if (conversation) {
    await tx.query(storeConversations, [rows([{ contactId: into.id, state: conversation.state, data: conversation }])])
  }
  for (const step of mergeSteps) await tx.query(step, [from.id, into.id])
  const attributes = { id: newId(nowMs), subject: into.id, time: new Date(nowMs) }
  await enqueueEvents(tx, 'messaging', [messageEvent(contactMerged, attributes, { contactId: from.id, into: into.id })])
  return { ...into, conversation }
}
