import type { Queryable } from '@astria-bot/store'
import { type Automation, type Known, type Problem, readAutomation } from '../core/index.ts'
import type { Engine } from '../engine.ts'
import { audienceSize } from './audience-size.ts'
import { checkWebhooks } from './check-webhooks.ts'
import { knownTo } from './known.ts'

/** What cannot work, each with its place. Becomes a 422. */
export class RefusedAutomation extends Error {
  override readonly name = 'RefusedAutomation'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super('the automation cannot work')
    this.problems = problems
  }
}

/**
 * An automation that was read from a request, and what may not do what is meant. One that names no zone gets that of the
 * business. `given`: what it is checked against, where several are read one after the other. Throws RefusedAutomation.
 */
export async function readBody(
  engine: Engine,
  db: Queryable,
  body: unknown,
  automationId?: string,
  given?: Known,
): Promise<{ automation: Automation; warnings: readonly Problem[] }> {
  const known = given ?? (await knownTo(engine, db, automationId))
  const named = { timeZone: engine.settings.TIME_ZONE, ...(body as object) }
  const whole = typeof body === 'object' && body !== null && !Array.isArray(body) ? named : body
  const first = readAutomation(whole, known)
  // Its audience can be counted only once it is known to be one.
  const reading = first.ok
    ? readAutomation(whole, { ...known, audienceSize: await audienceSize(engine, db, first.automation) })
    : first
  if (!reading.ok) throw new RefusedAutomation(reading.problems)
  const problems = checkWebhooks(reading.automation, engine.settings)
  if (problems.length > 0) throw new RefusedAutomation(problems)
  return { automation: reading.automation, warnings: reading.warnings }
}
