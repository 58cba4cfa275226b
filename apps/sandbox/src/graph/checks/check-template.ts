import { GraphError } from '../graph-error.ts'
import type { Template } from '../templates.ts'
import type { Checked } from './check-interactive.ts'
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
  const components = given.components === undefined ? [] : list(given.components, 'template.components', 0, 20)
  const body = components.find(component => component.type === 'body')
  const parameters = body ? list(body.parameters, 'template.components.body.parameters', 0, 50) : []
  const wanted = template.body.match(/\{\{\w+\}\}/g) ?? []
  if (wanted.length !== parameters.length) {
    throw new GraphError(
      132000,
      `body: number of parameters (${parameters.length}) does not match the expected number (${wanted.length})`,
    )
  }
  const content = { type: 'template' as const, text: fill(template.body, parameters) }
  const buttons = (template.buttons ?? []).map((title, index) => ({ id: payloadOf(components, index) ?? title, title }))
  return { content: buttons.length ? { ...content, buttons } : content }
}

function fill(body: string, parameters: readonly Fields[]): string {
  let index = 0
  return body.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => {
    const named = parameters.find(parameter => parameter.parameter_name === name)
    const parameter = named ?? parameters[index++]
    return text(parameter?.text, 'template parameter text', 1024)
  })
}

function payloadOf(components: readonly Fields[], index: number): string | undefined {
  const button = components.find(
    ({ type, sub_type, index: at }) => type === 'button' && sub_type === 'quick_reply' && String(at) === String(index),
  )
  const [parameter] = button ? list(button.parameters, 'template button parameters', 1, 1) : []
  return parameter ? text(parameter.payload, 'template button payload', 256) : undefined
}
