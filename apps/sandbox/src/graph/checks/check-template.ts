import { GraphError } from '../graph-error.ts'
import type { Template } from '../templates.ts'
import type { Checked } from './check-interactive.ts'
import { checkTemplateButtons, checkTemplateHeader } from './check-template-parts.ts'
import { type Fields, fields, list, text } from './fields.ts'

/** Fills a registered template; one that is not registered in this language is 132001. */
export function checkTemplate(value: unknown, find: (name: string, language: string) => Template | undefined): Checked {
  const given = fields(value, 'template')
  const name = text(given.name, 'template.name', 512)
  if (!/^[a-z0-9_]+$/.test(name))
    throw new GraphError(131009, 'template.name may have lower-case letters, digits and underscores')
  const language = text(fields(given.language, 'template.language').code, 'template.language.code', 10)
  const template = find(name, language)
  if (!template) throw new GraphError(132001, `template name (${name}) does not exist in ${language}`)
  if (template.status === 'PAUSED') throw new GraphError(132015)
  if (template.status === 'DISABLED') throw new GraphError(132016)
  if (template.status !== 'APPROVED') throw new GraphError(132001, `template ${name} is ${template.status}`)
  const components = given.components === undefined ? [] : list(given.components, 'template.components', 0, 20)
  refuseForeign(components)
  const body = components.find(component => component.type === 'body')
  const parameters = body ? list(body.parameters, 'template.components.body.parameters', 0, 50) : []
  const wanted = template.body.match(/\{\{\w+\}\}/g) ?? []
  if (wanted.length !== parameters.length) {
    throw new GraphError(
      132000,
      `body: number of parameters (${parameters.length}) does not match the expected number (${wanted.length})`,
    )
  }
  const { header, media } = checkTemplateHeader(template, components)
  const footer = template.footer === undefined ? {} : { footer: template.footer }
  const words = fill(template.body, parameters)
  const content = { type: 'template' as const, text: words, ...footer, ...(header ? { header } : {}) }
  const buttons = checkTemplateButtons(template, components)
  const { category } = template
  return { content: buttons.length ? { ...content, buttons } : content, category, ...(media ? { media } : {}) }
}

const known = new Set(['header', 'body', 'button'])

/** Templates of the sandbox have no cards and no offers: a value for one fits as little as at Meta. */
function refuseForeign(components: readonly Fields[]): void {
  const foreign = components.find(({ type }) => !known.has(String(type)))
  if (foreign) throw new GraphError(132012, `${String(foreign.type)}: the template has no such component`)
}

function fill(body: string, parameters: readonly Fields[]): string {
  let index = 0
  return body.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const named = parameters.find(parameter => parameter.parameter_name === name)
    const parameter = named ?? parameters[index++]
    return text(parameter?.text, 'template parameter text', 1024)
  })
}
