import type { z } from 'zod'

/** Something that cannot work (or, as a warning, may not do what is meant): where, in one word, and in a sentence. */
export interface Problem {
  /** `steps[1].cases[0].when.value`; empty: the whole. */
  readonly path: string
  readonly code: string
  readonly message: string
}

/** The way to a place in a definition. */
export type Path = readonly (string | number)[]

/** Collects problems. */
export type Report = (path: Path, code: string, message: string) => void

/** `['steps', 1, 'id']` as `steps[1].id`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${String(part)}`),
    '',
  )
}

/** What a schema found, as problems. Of the ways to read a union the one that came furthest is told. */
export function problemsOf(error: z.ZodError, root: Path = []): Problem[] {
  return error.issues.flatMap(issue => flatten(issue, root))
}

type Issue = z.core.$ZodIssue

function flatten(issue: Issue, root: readonly PropertyKey[]): Problem[] {
  const path = [...root, ...issue.path]
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const best = [...issue.errors].sort((a, b) => rank(a) - rank(b))[0] ?? []
    return best.flatMap(inner => flatten(inner as Issue, path))
  }
  return [{ path: formatPath(path), code: issue.code, message: sentence(issue.message) }]
}

/** Lower = closer to what was meant: the names of the fields are right, and the mistake lies deep within. */
function rank(issues: readonly Issue[]): number {
  const strangers = issues.filter(({ code, path }) => path.length === 0 && code === 'unrecognized_keys').length
  const wrongKind = issues.some(({ code, path }) => path.length === 0 && code === 'invalid_type') ? 1 : 0
  const depth = Math.max(0, ...issues.map(({ path }) => path.length))
  return strangers * 1000 + wrongKind * 500 + issues.length * 10 - depth
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`
}
