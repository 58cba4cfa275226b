import type { TemplateContent } from '@astria-bot/contracts'
import { closest } from './closest.ts'
import type { Known } from './known.ts'
import type { Path, Report } from './problem.ts'
import { checkTemplateValues } from './template-values.ts'

/** Reports a template that does not exist or is not approved, and values that do not fit what it wants. */
export function checkTemplate(template: TemplateContent, path: Path, known: Known, report: Report): void {
  const { templates, nowMs = Number.NEGATIVE_INFINITY } = known
  if (!templates) return
  const { name, language, offerEndsAt } = template
  const sameName = templates.filter(one => one.name === name)
  const found = sameName.find(one => normalized(one.language) === normalized(language))
  if (sameName.length === 0) {
    const names = templates.map(one => one.name)
    report([...path, 'name'], 'unknown_template', `There is no template "${name}".${closest(name, names)}`)
  } else if (!found) {
    const languages = sameName.map(one => one.language).join(', ')
    report(
      [...path, 'language'],
      'unknown_template',
      `The template "${name}" exists in ${languages}, not in ${language}.`,
    )
  } else if (!found.approved) {
    report([...path, 'name'], 'template_not_approved', `The template "${name}" is not approved.`)
  } else {
    if (found.needs) checkTemplateValues(template, found.needs, path, report)
    if (offerEndsAt !== undefined && Date.parse(offerEndsAt) <= nowMs)
      report([...path, 'offerEndsAt'], 'in_the_past', 'The offer is over before it is made.')
  }
}

/** Meta writes `en_US` in requests and `en-US` in webhooks. */
function normalized(language: string): string {
  return language.replace('-', '_').toLowerCase()
}
