import { createLoop } from '../loop.ts'
import { type ClaimedEffect, claimEffects } from './claim-effects.ts'
import type { EffectRunnerOptions } from './effect-runner-options.ts'
import { extendLeases } from './extend-leases.ts'
import { runEffect } from './run-effect.ts'

/** Carries out the effects of a schema. Several runners may work on one schema. */
export interface EffectRunner {
  /** Looks for due effects at once. */
  wake(): void
  /** Resolves when nothing runs and nothing is due. */
  idle(): Promise<void>
  /** Takes nothing more and resolves when what runs has ended. */
  stop(): Promise<void>
}

/** Starts a runner. */
export function createEffectRunner(options: EffectRunnerOptions): EffectRunner {
  const { db, schema, handlers, concurrency, onError, leaseMs = 30_000, pollMs = 1000 } = options
  const kinds = Object.keys(handlers)
  const running = new Map<string, { effect: ClaimedEffect; ended: Promise<void> }>()
  const retries = new Set<NodeJS.Timeout>()
  let stopped = false
  /** Whether the last turn found that nothing is due. */
  let nothingDue = false

  const loop = createLoop({
    everyMs: pollMs,
    onError: error => onError?.(error, null),
    turn: async () => {
      nothingDue = false
      const limit = concurrency - running.size
      if (limit <= 0) return
      const effects = await claimEffects(db, schema, { kinds, except: [...running.keys()], limit, leaseMs })
      nothingDue = effects.length === 0
      for (const effect of effects) start(effect)
    },
  })

  const heartbeat = setInterval(() => {
    const held = [...running.values()].map(({ effect }) => effect)
    extendLeases(db, schema, held, leaseMs).catch(error => onError?.(error, null))
  }, leaseMs / 3)

  function start(effect: ClaimedEffect): void {
    const ended = runEffect(options, effect, () => stopped).then(outcome => {
      running.delete(effect.id)
      loop.ask()
      if (outcome.kind === 'again' && outcome.delayMs < pollMs && !stopped) retryIn(outcome.delayMs)
    })
    running.set(effect.id, { effect, ended })
  }

  function retryIn(delayMs: number): void {
    const timer = setTimeout(() => {
      retries.delete(timer)
      loop.ask()
    }, delayMs + 2)
    retries.add(timer)
  }

  const allEnded = () => Promise.all([...running.values()].map(({ ended }) => ended))

  return {
    wake: loop.ask,
    idle: async () => {
      do {
        await allEnded()
        await loop.next()
      } while (!stopped && (running.size > 0 || !nothingDue))
    },
    stop: async () => {
      stopped = true
      await loop.stop()
      for (const timer of retries) clearTimeout(timer)
      await allEnded()
      clearInterval(heartbeat)
    },
  }
}
