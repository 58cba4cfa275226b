import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { backoff } from './backoff.ts'
import type { ClaimedEffect } from './claim-effects.ts'
import type { EffectHandler } from './effect-handler.ts'

/** What became of one try or one look. `again` leaves it `prepared` (perform) or `unknown` (resolve) for a while. */
export type Outcome =
  | { kind: 'done'; result: unknown }
  | { kind: 'failed'; error: RejectedError }
  | { kind: 'again'; state: 'prepared' | 'unknown'; delayMs: number; error: unknown }

/** Who listens while an effect is carried out. */
export interface CarryOutHooks {
  crash?: ((point: string) => void) | undefined
  onError: (error: unknown) => void
}

/** Performs or resolves one claimed effect. Never throws. */
export async function carryOut(effect: ClaimedEffect, handler: EffectHandler, hooks: CarryOutHooks): Promise<Outcome> {
  if (effect.state === 'prepared') return tooLate()
  return effect.state === 'calling' ? perform(effect, handler, hooks) : resolve(effect, handler, hooks)
}

async function perform(effect: ClaimedEffect, handler: EffectHandler, hooks: CarryOutHooks): Promise<Outcome> {
  const wait = waitOf(handler)
  hooks.crash?.(`effect:${effect.kind}:before-call`)
  let result: unknown
  try {
    result = await handler.perform(effect.request, effect)
  } catch (error) {
    if (error instanceof RejectedError) return { kind: 'failed', error }
    if (error instanceof TransientError) {
      return { kind: 'again', state: 'prepared', delayMs: error.retryAfterMs ?? wait(effect.attempts), error }
    }
    if (!(error instanceof UnknownOutcomeError)) hooks.onError(error)
    return { kind: 'again', state: 'unknown', delayMs: wait(1), error }
  }
  hooks.crash?.(`effect:${effect.kind}:after-call`)
  return { kind: 'done', result }
}

async function resolve(effect: ClaimedEffect, handler: EffectHandler, hooks: CarryOutHooks): Promise<Outcome> {
  const wait = waitOf(handler)
  try {
    const result = await handler.resolve(effect.request, effect)
    if (result !== null) return { kind: 'done', result }
    if (effect.overdue) return tooLate()
    return { kind: 'again', state: 'prepared', delayMs: wait(effect.attempts), error: null }
  } catch (error) {
    if (error instanceof RejectedError) return { kind: 'failed', error }
    if (!(error instanceof TransientError)) hooks.onError(error)
    if (effect.overdue) return tooLate(error)
    const delayMs = error instanceof TransientError ? error.retryAfterMs : undefined
    return { kind: 'again', state: 'unknown', delayMs: delayMs ?? wait(effect.looks), error }
  }
}

function waitOf(handler: EffectHandler): (attempts: number) => number {
  return attempts => handler.backoff?.(attempts) ?? backoff(attempts)
}

function tooLate(cause?: unknown): Outcome {
  return { kind: 'failed', error: new RejectedError('deadline', 'not done before its deadline', { cause }) }
}
