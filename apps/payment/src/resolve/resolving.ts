import type { Database } from '@astria-bot/store'
import type { Report } from '../book/book.ts'

/** What decisions of people are carried out with. */
export interface Resolving {
  readonly db: Database
  /** Whether the provider can be asked for refunds. */
  readonly automaticRefunds: boolean
  readonly now: () => Date
  readonly newId: () => string
  /** After the commit. */
  readonly committed: (reports: readonly Report[]) => void
  readonly crash: (point: string) => void
}

/** Who decided, and why. */
export interface Person {
  readonly by: string
  readonly reason: string
}

/** What came of it. Done before counts as done: the second click is none. */
export type Verdict =
  | { readonly done: true }
  | { readonly done: false; readonly status: 404 | 409 | 422; readonly code: string }

export const done: Verdict = { done: true }

/** Refused: nothing was written. */
export function refused(status: 404 | 409 | 422, code: string): Verdict {
  return { done: false, status, code }
}
