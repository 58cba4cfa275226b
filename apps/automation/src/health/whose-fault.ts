import type { DataOf, messageSettled } from '@astria-bot/contracts'
import type { Queryable } from '@astria-bot/store'
import { flowOf } from '../core/run/flow.ts'
import { formatPath } from '../core/validate/problem.ts'
import type { Library } from '../library/library.ts'
import { findStep } from '../sql/find-step.ts'
import type { RequestOrigin } from '../sql/save-requests.ts'

/** What an automation says is wrong: its request or template, or its file. A customer who cannot be reached is no fault of it. */
const ownFaults: ReadonlySet<string> = new Set(['request', 'template', 'media'])

/** A value that does not fit where it stands: in the words of our own checks … */
const misfits = /^(too_long|not_unique|missing|malformed)(:|$)/
/** … and in the providers' codes (Meta's and Twilio's pages "Error codes"): a parameter, or a template once it is filled. */
const misfitCodes: ReadonlySet<number> = new Set([100, 131_008, 131_009, 132_005, 132_012, 21_617, 21_656, 63_021])
/** The same, seen before anything is asked: what the definition itself holds was checked on saving. */
const misfitSteps: ReadonlySet<string> = new Set(['invalid_message', 'invalid_change'])

/**
 * Whether an execution that failed says something of its automation. What a customer wrote may fit nowhere; one who writes
 * so again and again must not switch it off for everybody.
 */
export function isOwnFailure(reason: string | null): boolean {
  return !misfitSteps.has(reason ?? '')
}

/** Whether a message that failed says something of the automation that asked for it. */
export async function isOwnFault(
  db: Queryable,
  library: Library,
  origin: RequestOrigin,
  { reason, errorCode, errorClass }: DataOf<typeof messageSettled>,
): Promise<boolean> {
  if (!ownFaults.has(errorClass ?? '')) return false
  const isMisfit = errorCode === undefined ? misfits.test(reason ?? '') : misfitCodes.has(errorCode)
  return !isMisfit || !(await hasVariables(db, library, origin))
}

async function hasVariables(db: Queryable, library: Library, origin: RequestOrigin): Promise<boolean> {
  const found = await findStep(db, origin.executionId, origin.step)
  const stored = found && (await library.version(db, origin.automationId, found.version))
  if (!stored) return false
  const nodes = [...flowOf(stored.automation.steps).nodes.values()]
  const step = nodes.find(({ path }) => formatPath(path) === found.path)?.step
  return step !== undefined && JSON.stringify(step).includes('{{')
}
