import type { ImageSettings } from '../settings.ts'
import type { VerdictRules } from './verdict.ts'

/** The rules as they are set. */
export function verdictRules(settings: ImageSettings): VerdictRules {
  return { lowQuality: settings.INSPECT_LOW_QUALITY, personClasses: settings.PERSON_CLASSES }
}
