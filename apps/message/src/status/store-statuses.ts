import { enqueueEvents, type Transaction } from '@astria-bot/store'
import { classify } from '@astria-bot/whatsapp'
import { consequenceOf } from '../delivery/consequence.ts'
import { storeAftermath } from '../delivery/store-aftermath.ts'
import { lockChannels } from '../sql/channels.ts'
import { lockMessages, type SentMessage } from '../sql/lock-messages.ts'
import { rows, storable } from '../sql/rows.ts'
import { keepStatuses } from '../sql/unmatched-statuses.ts'
import { updateMessages } from '../sql/update-messages.ts'
import { applyStatuses, type StatusOutcome, type StatusUpdate } from './apply-statuses.ts'
import { stillTrue } from './still-true.ts'

/** Brings messages up to date with their statuses; keeps those whose message is not known yet. */
export async function storeStatuses(
  tx: Transaction,
  updates: readonly StatusUpdate[],
  nowMs: number,
  accountRetryMs: number,
): Promise<StatusOutcome> {
  const stopping = channelsConcerned(updates)
  if (stopping.length > 0) await tx.query(lockChannels, [stopping])
  const ids = updates.flatMap(({ messageId }) => (messageId === undefined ? [] : [messageId]))
  const names = updates
    .filter(({ messageId }) => messageId === undefined)
    .map(({ channel, wamid }) => ({ channel, wamid }))
  const found =
    updates.length === 0
      ? []
      : await tx.query<SentMessage>(lockMessages, [
          ids,
          names.map(({ channel }) => channel),
          names.map(({ wamid }) => storable(wamid)),
        ])
  const outcome = applyStatuses(updates, found, nowMs)
  const aftermath = await stillTrue(tx, outcome.aftermath)
  const kept = outcome.unmatched.map(({ messageId: _none, at, ...status }) => ({ ...status, at: at.toISOString() }))
  await Promise.all([
    outcome.changed.length > 0
      ? tx.query(updateMessages, [rows(outcome.changed), outcome.changed.map(({ id }) => id)])
      : undefined,
    kept.length > 0 ? tx.query(keepStatuses, [rows(kept)]) : undefined,
    storeAftermath(tx, aftermath, { nowMs, retryMs: accountRetryMs, random: Math.random() }),
    enqueueEvents(tx, 'messaging', outcome.events),
  ])
  return outcome
}

/** The numbers that may be slowed or stopped, or whose templates may change. */
function channelsConcerned(updates: readonly StatusUpdate[]): string[] {
  const concerned = updates.filter(({ status, errorCode }) => {
    if (status !== 'failed' || errorCode === null) return false
    const { stop, slow, templateState } = consequenceOf(classify(errorCode), errorCode)
    return stop !== null || slow !== null || templateState !== null
  })
  return [...new Set(concerned.map(({ channel }) => channel))]
}
