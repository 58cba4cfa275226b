import type { Database, Schema, Statement } from '../database.ts'
import { perSchema } from '../per-schema.ts'
import type { Outcome } from './carry-out.ts'
import type { ClaimedEffect } from './claim-effects.ts'
import type { EffectHandler } from './effect-handler.ts'

// Only who holds the lease may write. The first result of a lost lease is dropped: whoever took over looks and finds it.
const held = 'where id = $1 and lease_id = $2 returning id'
const released = 'lease_id = null, lease_until = null, updated_at = now()'

const done = perSchema(schema => ({
  name: `${schema}:effect-done`,
  text: `update ${schema}.effects set state = 'done', result = $3, error = null, ${released} ${held}`,
}))

const failed = perSchema(schema => ({
  name: `${schema}:effect-failed`,
  text: `update ${schema}.effects set state = 'failed', error = $3, ${released} ${held}`,
}))

const again = perSchema(schema => ({
  name: `${schema}:effect-again`,
  text: `update ${schema}.effects set state = $3, error = $4,
      looks = case when $3 = 'prepared' then 0 else looks end,
      run_at = least(now() + $5 * interval '1 millisecond', deadline), ${released} ${held}`,
}))

/** Writes the outcome, and with it what the handler writes, in one transaction. Tells whether the row was still ours. */
export async function settleEffect(
  db: Database,
  schema: Schema,
  handler: EffectHandler,
  effect: ClaimedEffect,
  outcome: Outcome,
): Promise<boolean> {
  if (outcome.kind === 'again') {
    const rows = await db.query(again(schema), [
      effect.id,
      effect.leaseId,
      outcome.state,
      outcome.error === null ? null : describe(outcome.error),
      outcome.delayMs,
    ])
    return rows.length > 0
  }
  return db.transaction(async tx => {
    const update: [Statement, string] =
      outcome.kind === 'done'
        ? [done(schema), JSON.stringify(outcome.result ?? null)]
        : [failed(schema), withoutNull(`${outcome.error.code}: ${outcome.error.message}`)]
    const rows = await tx.query(update[0], [effect.id, effect.leaseId, update[1]])
    if (rows.length === 0) return false
    if (outcome.kind === 'done') await handler.done(tx, effect.request, outcome.result, effect)
    else await handler.failed(tx, effect.request, outcome.error, effect)
    return true
  })
}

function describe(error: unknown): string {
  return withoutNull(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
}

/** Postgres refuses the null character in text. */
function withoutNull(text: string): string {
  return text.replaceAll('\0', '').slice(0, 1000)
}
