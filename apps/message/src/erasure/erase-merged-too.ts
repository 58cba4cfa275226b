import { erasureRequested } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import { findMerged } from '../sql/merge-contacts.ts'
import type { Writes } from '../turns/writes.ts'

/** Adds to those who are erased whoever became part of them: other apps know that part of the person by the old id. */
export async function eraseMergedToo(tx: Transaction, writes: Writes, nowMs: number): Promise<void> {
  const merged = await tx.query<{ id: string }>(findMerged, [[...writes.erased]])
  for (const { id } of merged) {
    writes.erased.add(id)
    const attributes = { id: newId(nowMs), subject: id, time: new Date(nowMs) }
    writes.events.push(messageEvent(erasureRequested, attributes, { contactId: id }))
  }
}
