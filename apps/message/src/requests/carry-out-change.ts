import {
  contactChangeRefused,
  type contactChangeRequested,
  type DataOf,
  type Event,
  RejectedError,
} from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'
import { handOver } from '../contacts/hand-over.ts'
import { updateContact } from '../contacts/update-contact.ts'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import type { Writes } from '../turns/writes.ts'
import { requesterName } from './requester-name.ts'

/** How a change is made, and where it is told. */
export interface ChangeOptions {
  writes: Writes
  handOverMs: number
  nowMs: number
}

/**
 * Changes a contact, who is locked, as it was asked for, and has that told. What cannot be kept is told to the automation
 * that asked, which has a log for it; of anybody else it throws RejectedError.
 */
export async function carryOutChange(
  tx: Queryable,
  { id: causeId, data }: Event<string, DataOf<typeof contactChangeRequested>>,
  { writes, handOverMs, nowMs }: ChangeOptions,
): Promise<void> {
  const { contactId } = data
  try {
    if (await change(tx, data, handOverMs)) writes.told.set(contactId, causeId)
  } catch (error) {
    if (!(error instanceof RejectedError) || data.requester.kind !== 'automation') throw error
    const attributes = { id: newId(nowMs), subject: contactId, time: new Date(nowMs), causationid: causeId }
    writes.events.push(messageEvent(contactChangeRefused, attributes, { contactId, reason: error.code }))
  }
}

async function change(
  tx: Queryable,
  { contactId, requester, handOver: wanted, ...details }: DataOf<typeof contactChangeRequested>,
  handOverMs: number,
): Promise<boolean> {
  const changed = await updateContact(tx, contactId, details)
  if (!wanted) return changed
  const { reason, until = null } = wanted
  await handOver(tx, contactId, { by: requesterName(requester), reason, until, forMs: handOverMs })
  return true
}
