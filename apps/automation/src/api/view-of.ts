import { explainAutomation, type Problem } from '../core/index.ts'
import { readStored } from '../library/read-stored.ts'
import type { AutomationRow } from './automation-rows.ts'
import type { AutomationView } from './shapes.ts'

/** An automation as it is answered. */
export function viewOf(row: AutomationRow, warnings?: readonly Problem[]): AutomationView {
  const { automationId, version, enabled, disabledReason, createdAt, updatedAt } = row
  const reading = readStored(row.definition)
  return {
    id: automationId,
    version,
    enabled,
    words: reading.ok ? explainAutomation(reading.automation) : [`It cannot be read any more (${reading.reason}).`],
    definition: { ...(reading.ok ? reading.automation : (row.definition as object)), enabled },
    ...(warnings === undefined ? {} : { warnings: [...warnings] }),
    disabledReason: disabledReason ?? (reading.ok ? null : reading.reason),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
