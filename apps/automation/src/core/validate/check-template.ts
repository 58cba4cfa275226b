import type { TemplateContent } from '@astria-bot/contracts'
import type { KnownTemplate } from './known.ts'
import type { Path, Report } from './problem.ts'

/** Reports a template that does not exist or is not approved, and values that do not fit its variables. */
export function checkTemplate(
  template: TemplateContent,
  path: Path,
  templates: readonly KnownTemplate[] | undefined,
  report: Report,
): void {
  if (!templates) return
  const sameName = templates.filter(({ name }) => name === template.name)
  const known = sameName.find(({ language }) => normalized(language) === normalized(template.language))
  if (sameName.length === 0) {
    report([...path, 'name'], 'unknown_template', `There is no template "${template.name}".`)
  } else if (!known) {
    const languages = sameName.map(({ language }) => language).join(', ')
    report(
      [...path, 'language'],
      'unknown_template',
      `The template "${template.name}" exists in ${languages}, not in ${template.language}.`,
    )
  } else if (!known.approved) {
    report([...path, 'name'], 'template_not_approved', `The template "${template.name}" is not approved.`)
  } else {
    checkValues(template, path, known.variables, report)
  }
}

function checkValues(
  template: TemplateContent,
  path: Path,
  variables: KnownTemplate['variables'],
  report: Report,
): void {
  if (!variables) return
  const values = template.body ?? []
  const given = values.map(({ name }, index) => name ?? String(index + 1))
  for (const variable of variables) {
    if (!given.includes(variable)) {
      report([...path, 'body'], 'variable_without_value', `The template's variable {{${variable}}} gets no value.`)
    }
  }
  for (const [index, name] of given.entries()) {
    if (!variables.includes(name)) {
      report([...path, 'body', index], 'unknown_variable', `The template has no variable {{${name}}}.`)
    }
  }
}

/** Meta writes `en_US` in requests and `en-US` in webhooks. */
function normalized(language: string): string {
  return language.replace('-', '_').toLowerCase()
}
