import { createProducer, type WorkshopOptions } from './producer.ts'
import type { PromptSetRow, TuneRow } from './rows.ts'
import { tuneCallback } from './views.ts'

/** Where tunes are trained and prompts are made. */
export interface Workshop {
  train(tune: TuneRow): void
  /** Makes the prompts of a set, after those that were asked for before. */
  make(set: PromptSetRow): void
  /** Goes on with what was under way when the sandbox ended. */
  resume(): void
}

const now = () => new Date().toISOString()

export function createWorkshop(options: WorkshopOptions): Workshop {
  const { astria, life, callback } = options
  const { tunes, sets, policy, faults, record } = astria
  const produce = createProducer(options)
  /** Sets of one tune are made one after the other. */
  const lines = new Map<string, Promise<void>>()

  const make = (set: PromptSetRow) => {
    const line = (lines.get(set.tuneId) ?? Promise.resolve()).then(() => produce(set.id))
    lines.set(set.tuneId, line)
    life.run(() => line)
  }

  async function train({ id }: TuneRow): Promise<void> {
    const begun = tunes.get(id)
    if (!begun) return
    const tune = tunes.put({ ...begun, startedAt: begun.startedAt ?? now() })
    await life.sleep(tune.fast ? 0 : policy.trainingMs)
    if (life.stopped() || !tunes.get(id)) return
    const fault = faults.strike(['fail'], { api: 'astria', op: 'training', contacts: [tune.title] })
    const done = tunes.put({ ...tune, trainedAt: fault ? null : now(), error: fault?.error ?? null })
    record.add('astria.trained', fault ? 'failed' : 'trained', { tuneId: id, title: tune.title })
    callback({ kind: 'tune', url: tune.callback, body: () => tuneCallback(done), title: tune.title, id })
    if (!fault) for (const set of sets.all()) if (set.tuneId === id) make(set)
  }

  return {
    train: tune => life.run(() => train(tune)),
    make,
    resume() {
      for (const tune of tunes.all()) if (!tune.trainedAt && !tune.error) life.run(() => train(tune))
      for (const set of sets.all()) if (!set.settled && tunes.get(set.tuneId)?.trainedAt) make(set)
    },
  }
}
