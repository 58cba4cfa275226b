import type { Faults } from '../faults/faults.ts'
import type { FaultyDoor } from '../faults/with-faults.ts'
import type { TheRecord } from '../record/record.ts'
import type { Blobs } from '../storage/blobs.ts'
import type { Table } from '../storage/journal.ts'
import type { PromptRow, PromptSetRow, TuneRow } from './rows.ts'

/** How Astria behaves now; tests may change it while it runs. */
export interface AstriaPolicy {
  /** The account's switch: the same title gives the same tune, the same attributes the same prompts. */
  idempotent: boolean
  trainingMs: number
  promptMs: number
}

/** What the Astria API stands on. */
export interface Astria {
  apiKey: string
  inspectClass: string
  portraitsPerPack: number | undefined
  publicUrl(): string
  policy: AstriaPolicy
  tunes: Table<TuneRow>
  sets: Table<PromptSetRow>
  prompts: Table<PromptRow>
  /** The prompts of a tune, oldest first. */
  promptsOf(tuneId: string): readonly PromptRow[]
  tuneByTitle(title: string): TuneRow | undefined
  nextId(kind: 'tune' | 'prompt' | 'set'): string
  blobs: Blobs
  faults: Faults
  record: TheRecord
}

/** Errors of Astria: text in `error`, or texts per field. */
export class AstriaError extends Error {
  override readonly name = 'AstriaError'
  readonly status: number
  readonly body: unknown

  constructor(status: number, body: string | Record<string, string[]>) {
    super(typeof body === 'string' ? body : JSON.stringify(body))
    this.status = status
    this.body = typeof body === 'string' ? { error: body } : body
  }
}

export const astriaDoor = ({ faults, record }: Astria): FaultyDoor => ({
  faults,
  record,
  errorAnswer: code => ({ status: code >= 400 && code < 600 ? code : 500, body: { error: 'Something went wrong' } }),
})
