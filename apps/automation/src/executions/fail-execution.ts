import { enqueueEvents, type Transaction } from '@astria-bot/store'
import { lockAll } from '../sql/lock-all.ts'
import { endAsFailed } from '../sql/save-executions.ts'
import { executedEvent } from './writes.ts'

/** Ends an execution as failed: what it waits for does not come any more. One that was stopped or skipped stays as it is. */
export async function failExecution(
  tx: Transaction,
  { executionId, contactId, reason }: { executionId: string; contactId: string; reason: string },
  now: Date,
): Promise<void> {
  // As whoever wakes it does: it either goes on before, or not at all.
  await lockAll(tx, 'contact', [contactId])
  const row = await endAsFailed(tx, executionId, reason, now)
  if (row) await enqueueEvents(tx, 'automation', [executedEvent(row, now)])
}
