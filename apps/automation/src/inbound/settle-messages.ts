import type { DataOf, Event, messageSettled } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import type { Engine } from '../engine.ts'
import { countFailure, countSuccesses } from '../health/count-failure.ts'
import { isOwnFault } from '../health/whose-fault.ts'
import { findRequests } from '../sql/save-requests.ts'
import { settleStep } from '../sql/save-steps.ts'

type Settled = Event<string, DataOf<typeof messageSettled>>

const ranks = { parked: 0, sent: 1, delivered: 2, read: 3, failed: 4, dropped: 4 } as const

/** What the step becomes. Dropped is no error: it was not to be sent any more, for a reason that is told. Parked may still go. */
const became = {
  parked: 'deferred',
  sent: 'done',
  delivered: 'done',
  read: 'done',
  failed: 'failed',
  dropped: 'skipped',
} as const

/** Writes what became of messages into the steps that asked for them. Only steps of automations are of interest. */
export async function settleMessages(engine: Engine, tx: Transaction, events: readonly Settled[]): Promise<void> {
  const origins = await findRequests(
    tx,
    events.map(event => event.data.outboundId),
  )
  for (const { data } of [...events].sort((a, b) => ranks[a.data.state] - ranks[b.data.state])) {
    const origin = origins.get(data.outboundId)
    if (!origin) continue
    const { state, reason, errorCode, at } = data
    const bad = state === 'failed' || state === 'dropped' || state === 'parked'
    await settleStep(tx, {
      executionId: origin.executionId,
      number: origin.step,
      state: became[state],
      reason: bad ? (reason ?? (errorCode === undefined ? state : `error_${errorCode}`)) : null,
      output: { state, at, messageId: data.outboundId },
    })
    if (state === 'delivered' || state === 'read') await countSuccesses(tx, [origin.automationId])
    if (state === 'failed' && (await isOwnFault(tx, engine.library, origin, data))) {
      const why = reason ?? (errorCode === undefined ? 'failed' : `error ${errorCode}`)
      await countFailure(engine, tx, { automationId: origin.automationId, reason: `message: ${why}` }, engine.now())
    }
  }
}
