import { Automation } from '../definition/automation.ts'
import type { Known } from './known.ts'
import { type Problem, problemsOf } from './problem.ts'
import { validate } from './validate.ts'

/** An automation that was read and checked, or why not. */
export type Reading =
  | { readonly ok: true; readonly automation: Automation; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

const MAX_NESTING = 100
/** In characters of JSON: two hundred steps with long texts. */
const MAX_SIZE = 512 * 1024

/** Reads an automation from JSON, as the API and an import get it: its shape, then whether it can work. */
export function readAutomation(json: unknown, known: Known = {}): Reading {
  if (isNestedDeeper(json, MAX_NESTING)) {
    return {
      ok: false,
      problems: [{ path: '', code: 'too_complex', message: `It is nested more than ${MAX_NESTING} levels deep.` }],
    }
  }
  const size = JSON.stringify(json)?.length ?? 0
  if (size > MAX_SIZE) {
    const message = `It has ${size} characters; the limit is ${MAX_SIZE}.`
    return { ok: false, problems: [{ path: '', code: 'too_complex', message }] }
  }
  const parsed = Automation.safeParse(json)
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) }
  const { errors, warnings } = validate(parsed.data, known)
  return errors.length > 0 ? { ok: false, problems: errors } : { ok: true, automation: parsed.data, warnings }
}

/** Level by level, not recursively: what is nested too deep would end the stack. */
function isNestedDeeper(json: unknown, levels: number): boolean {
  let level = [json]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true
    level = level.flatMap(value => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return false
}
