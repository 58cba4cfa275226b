import { isSettled, type Prompt, type Tune } from '@astria-bot/astria'

/** What is known about an order when it was looked at. */
export interface Sight {
  /** A new model whose training has not been seen to end. */
  training: boolean
  /** Null where it was not asked for, or did not answer. */
  tune: Tune | null
  /** The prompts of this order; null where they were not asked for, or did not answer. */
  prompts: readonly Prompt[] | null
  /** How many portraits were found at earlier looks. */
  found: number
  /** How many the pack promises. */
  expected: number | null
  deadlinePassed: boolean
  /** What was seen at the last look, and for how long nothing has changed since. */
  progress: string | null
  quietMs: number
  /** The scale of all waits: POLL_MS. */
  pollMs: number
}

/** What follows from it. */
export interface Progress {
  /** Training was seen to end. */
  trained: boolean
  /** Nothing more is to come; false while it is. */
  settled: false | { complete: boolean }
  /** The order has failed, for this reason. */
  failure: string | null
  /** What was seen, to be compared at the next look. */
  progress: string
}

/** Decides what a look at an order means. */
export function decideProgress(sight: Sight): Progress {
  const { training, tune, prompts, expected, deadlinePassed } = sight
  const trained = training && (tune?.trainedAt ?? null) !== null
  const found = Math.max(
    sight.found,
    (prompts ?? []).reduce((sum, prompt) => sum + prompt.images.length, 0),
  )
  const settledCount = (prompts ?? []).filter(isSettled).length
  const progress = prompts === null ? (sight.progress ?? '') : `${prompts.length}/${settledCount}/${found}`
  const waiting: Progress = { trained, settled: false, failure: null, progress }
  const failed = (failure: string): Progress => ({ ...waiting, failure })

  if (training && tune?.error) return failed('training_failed')
  const complete = expected !== null && found >= expected
  if (complete) return { ...waiting, settled: { complete } }
  if (deadlinePassed) return found > 0 ? { ...waiting, settled: { complete: false } } : failed('deadline')
  if (prompts === null || prompts.length === 0 || settledCount < prompts.length) return waiting
  if (nothingMore(prompts, found, sight, progress)) {
    return found > 0
      ? { ...waiting, settled: { complete: expected === null && !hasFailures(prompts) } }
      : failed('no_portraits')
  }
  return waiting
}

/**
 * All prompts there are have ended, with too few portraits. Either the failed ones explain what is missing, or nothing
 * has changed for 20 s per expected portrait (at least 5, at most 20 minutes, at a POLL_MS of 5 s).
 */
function nothingMore(prompts: readonly Prompt[], found: number, sight: Sight, progress: string): boolean {
  const failures = prompts.filter(prompt => prompt.images.length === 0).length
  const perPrompt = Math.max(1, ...prompts.map(prompt => prompt.images.length))
  if (sight.expected !== null && failures > 0 && found + failures * perPrompt >= sight.expected) return true
  const limitMs = Math.min(Math.max(4 * (sight.expected ?? 0), 60), 240) * sight.pollMs
  return sight.progress === progress && sight.quietMs >= limitMs
}

const hasFailures = (prompts: readonly Prompt[] | null) => (prompts ?? []).some(prompt => prompt.userError !== null)

/** The pause before the next look: doubled each time, from POLL_MS to sixty times as much. */
export function pollDelayMs(polls: number, pollMs: number): number {
  return Math.min(pollMs * 2 ** Math.min(polls, 20), pollMs * 60)
}
