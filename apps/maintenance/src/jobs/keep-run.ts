import type { JobDependencies, RunContext } from './job.ts'
import { extendRun, giveBackRun, type Run, withRun } from './run-lease.ts'

/** Thrown by `inRun` through the steps: nothing more is to be done. */
class RunEnded extends Error {
  override readonly name = 'RunEnded'
  readonly outcome: 'taken_over' | 'stopped'

  constructor(outcome: RunEnded['outcome']) {
    super(`the run has ended: ${outcome}`)
    this.outcome = outcome
  }
}

/**
 * Does the work of a run while it is ours: a sign of life is given at thirds of the lease, and the work is told when
 * another process has taken the run over. An error gives the run back and is thrown on.
 */
export async function keepRun(
  run: Run,
  dependencies: JobDependencies,
  work: (context: Omit<RunContext, 'note' | 'did'>) => Promise<void>,
): Promise<'done' | 'taken_over' | 'stopped'> {
  const { db, settings, crash = () => {}, signal: outer } = dependencies
  const lost = new AbortController()
  const signal = outer ? AbortSignal.any([outer, lost.signal]) : lost.signal
  const live = setInterval(() => {
    // What goes wrong here shows at the next piece of work, or another process takes over.
    extendRun(db, run, settings.JOB_LEASE_MS).then(
      kept => kept || lost.abort(),
      () => {},
    )
  }, settings.JOB_LEASE_MS / 3)
  const inRun: RunContext['inRun'] = async work => {
    if (outer?.aborted) throw new RunEnded('stopped')
    const done = await withRun(db, run, settings.JOB_LEASE_MS, async tx => ({ value: await work(tx) }))
    if (!done) throw new RunEnded('taken_over')
    return done.value
  }
  try {
    await work({ ...dependencies, crash, signal, inRun })
    await inRun(async () => {})
    return 'done'
  } catch (error) {
    if (error instanceof RunEnded) return error.outcome
    if (lost.signal.aborted) return 'taken_over'
    if (outer?.aborted) return 'stopped'
    await giveBackRun(db, run).catch(() => {})
    throw error
  } finally {
    clearInterval(live)
  }
}
