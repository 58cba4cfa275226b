import { Automation, compileRules } from '../core/index.ts'
import { problemsOf } from '../core/validate/problem.ts'

/** A stored definition, or why it cannot be read. */
export type StoredReading =
  | { readonly ok: true; readonly automation: Automation }
  | { readonly ok: false; readonly reason: string }

/** Reads a definition that was saved, perhaps by a release with other rules: it never throws. */
export function readStored(definition: unknown): StoredReading {
  const parsed = Automation.safeParse(definition)
  if (!parsed.success) {
    const [first] = problemsOf(parsed.error)
    return { ok: false, reason: `unreadable: ${first ? `${first.path} ${first.message}`.trim() : 'no definition'}` }
  }
  try {
    // An expression that the release of today does not take.
    if (parsed.data.trigger.type === 'keyword') compileRules([{ automationId: '', automation: parsed.data }])
  } catch (error) {
    return { ok: false, reason: `unreadable: trigger.keywords ${error instanceof Error ? error.message : ''}`.trim() }
  }
  return { ok: true, automation: parsed.data }
}
