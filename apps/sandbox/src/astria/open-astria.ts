import type { Ground } from '../ground.ts'
import { FIRST_PROMPT } from '../pictures/describe-mark.ts'
import type { Astria } from './astria.ts'
import type { PromptRow, PromptSetRow, TuneRow } from './rows.ts'

const first = { tune: 5_301_944, prompt: FIRST_PROMPT, set: 1 }

/** Astria's memory: tables, and the two ways in which they are looked through. */
export function openAstria({ settings, publicUrl, journal, blobs, faults, record }: Ground): Astria {
  const counters = journal.table<{ id: string; next: number }>('astria-counters')
  const tunes = journal.table<TuneRow>('tunes')
  const prompts = journal.table<PromptRow>('prompts')
  const byTune = new Map<string, string[]>()
  const byTitle = new Map<string, string>()
  const remember = (prompt: PromptRow) => {
    const known = byTune.get(prompt.tuneId)
    if (known) known.push(prompt.id)
    else byTune.set(prompt.tuneId, [prompt.id])
  }
  for (const prompt of prompts.all()) remember(prompt)
  for (const tune of tunes.all()) byTitle.set(tune.title, tune.id)

  return {
    apiKey: settings.ASTRIA_API_KEY,
    inspectClass: settings.INSPECT_CLASS,
    portraitsPerPack: settings.PORTRAITS_PER_PACK,
    publicUrl,
    policy: { idempotent: settings.ASTRIA_IDEMPOTENT, trainingMs: settings.TRAINING_MS, promptMs: settings.PROMPT_MS },
    sets: journal.table<PromptSetRow>('prompt-sets'),
    tunes: {
      ...tunes,
      put(row) {
        byTitle.set(row.title, row.id)
        return tunes.put(row)
      },
    },
    prompts: {
      ...prompts,
      put(row) {
        if (!prompts.get(row.id)) remember(row)
        return prompts.put(row)
      },
    },
    promptsOf: tuneId => (byTune.get(tuneId) ?? []).flatMap(id => prompts.get(id) ?? []),
    tuneByTitle: title => tunes.get(byTitle.get(title) ?? ''),
    nextId(kind) {
      const next = counters.get(kind)?.next ?? first[kind]
      counters.put({ id: kind, next: next + 1 })
      return String(next)
    },
    blobs,
    faults,
    record,
  }
}
