/** A tune as the sandbox keeps it. Times are ISO strings, ids digits. */
export interface TuneRow {
  id: string
  title: string
  name: string
  packId: number | null
  callback: string | null
  characteristics: Record<string, unknown>
  /** Keys of the training pictures. */
  pictures: string[]
  /** What their marks say. */
  marks: string[]
  createdAt: string
  eta: string
  startedAt: string | null
  trainedAt: string | null
  error: string | null
  fast: boolean
}

/** The prompts that one request asked for. */
export interface PromptSetRow {
  id: string
  tuneId: string
  packId: number | null
  callback: string | null
  promptsCallback: string | null
  /** Only these of the pack's prompts; empty means all. */
  only: number[]
  promptIds: string[]
  settled: boolean
}

export interface PromptRow {
  id: string
  setId: string
  tuneId: string
  packId: number | null
  origPromptId: number | null
  text: string
  callback: string | null
  seed: number | null
  numImages: number
  /** Number of its first picture in the set, from 1, and of how many. */
  first: number
  of: number
  video: boolean
  createdAt: string
  startedAt: string | null
  trainedAt: string | null
  userError: string | null
}
