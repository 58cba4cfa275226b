import type { Inspection, InspectionFlag } from '@astria-bot/astria'
import type { PictureReason, PictureVerdict } from '@astria-bot/contracts'
import type { GateVerdict } from '@astria-bot/media'

/** What decides about a picture, beside what was seen in it. */
export interface VerdictRules {
  lowQuality: 'refuse' | 'warn'
  personClasses: readonly string[]
}

/** The verdict on a picture. Warnings are kept, and refuse nothing. */
export interface PictureDecision {
  verdict: PictureVerdict
  reasons: PictureReason[]
  warnings: string[]
  className: string | null
}

const minors = new Set(['boy', 'girl', 'baby'])

/** The most important first: what the customer should change before anything else. */
const reasonOfFlag: [InspectionFlag, PictureReason][] = [
  ['includes_multiple_people', 'several_people'],
  ['wearing_sunglasses', 'sunglasses'],
  ['wearing_hat', 'hat'],
  ['funny_face', 'funny_face'],
  ['blurry', 'blurry'],
]
const lowQualityFlags: [InspectionFlag, PictureReason][] = [
  ['low_resolution', 'low_quality'],
  ['low_quality', 'low_quality'],
]

/**
 * Decides about a picture from our own measurements and Astria's look (null: it did not answer). A possible minor is
 * held for a person whatever else is wrong, and never trained with. Size and selfie never refuse a picture.
 */
export function decidePicture(local: GateVerdict, inspection: Inspection | null, rules: VerdictRules): PictureDecision {
  const className = inspection?.className ?? null
  if (className !== null && minors.has(className)) {
    return { verdict: 'held', reasons: [], warnings: ['minor', ...local.warnings], className }
  }
  const seen = inspection ? reasonsOf(inspection, rules) : { reasons: [], warnings: ['not_inspected'] }
  const reasons = [...new Set([...seen.reasons, ...local.reasons])]
  const warnings = [...new Set([...seen.warnings, ...local.warnings])]
  return { verdict: reasons.length > 0 ? 'refused' : 'accepted', reasons, warnings, className }
}

function reasonsOf(inspection: Inspection, { lowQuality, personClasses }: VerdictRules) {
  const { className, flags } = inspection
  const flagged = (list: [InspectionFlag, PictureReason][]) =>
    list.filter(([flag]) => flags.includes(flag)).map(([, reason]) => reason)
  const nobody: PictureReason[] = className === null || !personClasses.includes(className) ? ['no_person'] : []
  const poor = flagged(lowQualityFlags)
  return {
    reasons: [...nobody, ...flagged(reasonOfFlag), ...(lowQuality === 'refuse' ? poor : [])],
    warnings: lowQuality === 'warn' ? poor : [],
  }
}
