import { randomUUID } from 'node:crypto'
import type { Queryable, Schema } from '../database.ts'
import { perSchema } from '../per-schema.ts'
import type { Effect } from './effect-handler.ts'

/** An effect that this runner holds: `calling` is to be performed, `unknown` to be resolved, `prepared` came too late. */
export interface ClaimedEffect extends Effect {
  kind: string
  request: unknown
  state: 'prepared' | 'calling' | 'unknown'
  leaseId: string
  /** Its deadline has passed. */
  overdue: boolean
}

/** What to claim. */
export interface Claim {
  kinds: readonly string[]
  /** Ids that this process still works on, although their lease may have ended. */
  except: readonly string[]
  limit: number
  leaseMs: number
}

const open = `state in ('prepared', 'calling', 'unknown')`

const statement = perSchema(schema => ({
  name: `${schema}:claim-effects`,
  text: `with due as (
      select id from ${schema}.effects
      where ${open} and run_at <= now() and (lease_until is null or lease_until <= now())
        and kind = any ($1::text[]) and id <> all ($2::uuid[])
      order by run_at limit $3
      for update skip locked)
    update ${schema}.effects e set
      state = case when e.state <> 'prepared' then 'unknown' when deadline <= now() then 'prepared' else 'calling' end,
      attempts = attempts + case when e.state = 'prepared' and (deadline is null or deadline > now()) then 1 else 0 end,
      looks = looks + case when e.state = 'prepared' then 0 else 1 end,
      lease_id = $4, lease_until = now() + $5 * interval '1 millisecond', updated_at = now()
    from due where e.id = due.id
    returning e.id, e.kind, e.key, e.contact_id as "contactId", e.request, e.state, e.attempts, e.looks, e.deadline,
      e.created_at as "createdAt", e.lease_id as "leaseId", coalesce(e.deadline <= now(), false) as overdue`,
}))

/**
 * Takes effects that are due, by the database's clock. One that was `calling` when its lease ended belonged to a process
 * that died: nobody knows whether it was done.
 */
export function claimEffects(db: Queryable, schema: Schema, claim: Claim): Promise<ClaimedEffect[]> {
  const { kinds, except, limit, leaseMs } = claim
  return db.query<ClaimedEffect>(statement(schema), [kinds, except, limit, randomUUID(), leaseMs])
}
