import { setTimeout as sleep } from 'node:timers/promises'
import { TransientError } from '@astria-bot/contracts'
import { backoff } from './backoff.ts'
import { carryOut, type Outcome } from './carry-out.ts'
import type { ClaimedEffect } from './claim-effects.ts'
import type { EffectRunnerOptions } from './effect-runner-options.ts'
import { settleEffect } from './settle-effect.ts'

const triesAtTheEnd = 5

/** Carries out one claimed effect and writes down what became of it. Never throws. */
export async function runEffect(
  options: EffectRunnerOptions,
  effect: ClaimedEffect,
  stopping: () => boolean,
): Promise<Outcome> {
  const { db, schema } = options
  const handler = options.handlers[effect.kind]!
  const report = (error: unknown) => options.onError?.(error, { kind: effect.kind, id: effect.id })
  let outcome = await carryOut(effect, handler, { crash: options.crash, onError: report })
  for (let tries = 1; ; tries += 1) {
    try {
      if (await settleEffect(db, schema, handler, effect, outcome)) options.onCommit?.()
      return outcome
    } catch (error) {
      report(error)
      // Left as it is, its lease ends and another process looks at the vendor.
      if (stopping() && tries >= triesAtTheEnd) return outcome
      // What was done must not be forgotten because the database is away for a moment.
      if (error instanceof TransientError) await sleep(Math.min(50 * 2 ** tries, 2000))
      // The handler cannot write down what was done: look again later, so that nothing is lost and nothing done twice.
      else outcome = { kind: 'again', state: 'unknown', delayMs: backoff(effect.attempts + effect.looks), error }
    }
  }
}
