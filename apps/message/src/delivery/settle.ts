import { createEvent, messageSettled } from '@astria-bot/contracts'
import { type Database, enqueueEvents } from '@astria-bot/store'
import { tellContacts } from '../contacts/tell-contacts.ts'
import { newId } from '../ids/new-id.ts'
import { optOutContacts } from '../sql/opt-out-contacts.ts'
import { rows } from '../sql/rows.ts'
import { type Settlement, settleMessages } from '../sql/settle-messages.ts'

/** Meta's code for: this person does not want our messages any more. */
export const stoppedByUser = 131050

/** Writes down what became of messages; failures are also told to the other apps. Answers whether there are events. */
export async function settle(db: Database, list: readonly Settlement[], nowMs: number): Promise<boolean> {
  const parameters = [rows(list), list.map(({ id }) => id), list.map(({ contactId }) => contactId)]
  const failed = list.filter(({ state }) => state === 'failed')
  if (failed.length === 0) {
    await db.query(settleMessages, parameters)
    return false
  }
  await db.transaction(async tx => {
    const settled = await tx.query<{ id: string }>(settleMessages, parameters)
    const ours = new Set(settled.map(({ id }) => id))
    const done = failed.filter(({ id }) => ours.has(id))
    await enqueueEvents(
      tx,
      'messaging',
      done.map(settlement => failedEvent(settlement, nowMs)),
    )
    const stopped = done.filter(({ errorCode }) => errorCode === stoppedByUser).map(({ contactId }) => contactId)
    if (stopped.length > 0) {
      await tx.query(optOutContacts, [stopped])
      await tellContacts(tx, new Map(stopped.map(contactId => [contactId, undefined])), { nowMs })
    }
  })
  return true
}

function failedEvent({ id, contactId, errorCode }: Settlement, nowMs: number) {
  const at = new Date(nowMs)
  return createEvent(
    messageSettled,
    { id: newId(nowMs), source: 'message', subject: contactId, time: at },
    {
      contactId,
      outboundId: id,
      state: 'failed',
      at: at.toISOString(),
      ...(errorCode === null ? {} : { errorCode }),
    },
  )
}
