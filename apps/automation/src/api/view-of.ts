import { Automation, explainAutomation, type Problem } from '../core/index.ts'
import type { AutomationRow } from './automation-rows.ts'
import type { AutomationView } from './shapes.ts'

/** An automation as it is answered. */
export function viewOf(row: AutomationRow, warnings?: readonly Problem[]): AutomationView {
  const { automationId, version, enabled, disabledReason, createdAt, updatedAt } = row
  const automation = Automation.parse(row.definition)
  return {
    id: automationId,
    version,
    enabled,
    words: explainAutomation(automation),
    definition: { ...automation, enabled },
    ...(warnings === undefined ? {} : { warnings: [...warnings] }),
    disabledReason,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
