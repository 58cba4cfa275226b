import { contactChangeRefused, isEvent, type KnownEvent } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { findRequests } from '../sql/save-requests.ts'
import { settleStep } from '../sql/save-steps.ts'
import { causeOf } from './cause-of.ts'

/** Writes into the steps that asked for a change of a contact that it was not made, and why. */
export async function settleChanges(tx: Transaction, events: readonly KnownEvent[]): Promise<void> {
  const refused = events.flatMap(event => {
    const cause = causeOf(event)
    return isEvent(contactChangeRefused, event) && cause !== undefined ? [{ cause, reason: event.data.reason }] : []
  })
  const origins = await findRequests(
    tx,
    refused.map(({ cause }) => cause),
  )
  for (const { cause, reason } of refused) {
    const origin = origins.get(cause)
    if (!origin) continue
    const { executionId, step: number } = origin
    await settleStep(tx, { executionId, number, state: 'failed', reason, output: null })
  }
}
