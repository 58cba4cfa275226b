import type { ChatContent } from '../../phones/chat-message.ts'
import { GraphError } from '../graph-error.ts'
import type { Template } from '../templates.ts'
import { checkMediaReference, type MediaReference } from './check-media.ts'
import { type Fields, list, text } from './fields.ts'

/** The header has to be of the kind that was approved, with a value where it needs one. */
export function checkTemplateHeader(
  { header }: Template,
  components: readonly Fields[],
): { header?: ChatContent['header']; media?: MediaReference } {
  const given = components.find(({ type }) => type === 'header')
  const needed = header && (header.format !== 'text' || /\{\{/.test(header.text ?? ''))
  if (!header || !needed) {
    if (given) throw new GraphError(132012, 'header: the template has no header with a value')
    return header?.text ? { header: { type: 'text', text: header.text } } : {}
  }
  if (!given)
    throw new GraphError(132012, `header: Format mismatch, expected ${header.format.toUpperCase()}, received UNKNOWN`)
  const [parameter] = list(given.parameters, 'header.parameters', 1, 1)
  if (parameter?.type !== header.format) {
    throw new GraphError(132012, `header: Format mismatch, expected ${header.format.toUpperCase()}`)
  }
  if (header.format === 'text') {
    const value = text(parameter.text, 'header.parameters[0].text', 60)
    return { header: { type: 'text', text: (header.text ?? '').replace(/\{\{\w+\}\}/, () => value) } }
  }
  if (header.format === 'location') return { header: { type: 'text', text: '📍' } }
  const media = checkMediaReference(header.format, parameter[header.format], `header.${header.format}`)
  return { header: { type: header.format }, media }
}

const parameterOf = (components: readonly Fields[], subType: string, index: number): Fields | undefined => {
  const button = components.find(
    ({ type, sub_type, index: at }) => type === 'button' && sub_type === subType && String(at) === String(index),
  )
  return button ? list(button.parameters, 'template button parameters', 1, 1)[0] : undefined
}

/** What can be tapped: a quick reply sends its payload back; what opens a page or copies a code is shown. */
export function checkTemplateButtons(
  { buttons = [] }: Template,
  components: readonly Fields[],
): { id: string; title: string }[] {
  return buttons.map((button, index) => {
    if (typeof button === 'string') {
      const parameter = parameterOf(components, 'quick_reply', index)
      const id = parameter ? text(parameter.payload, 'template button payload', 256) : button
      return { id, title: button }
    }
    const parameter = parameterOf(components, button.type, index)
    const wanted = button.type === 'copy_code' || /\{\{/.test(button.url)
    if (wanted && !parameter)
      throw new GraphError(131008, `buttons: Button at index ${index} of type ${button.type} requires a parameter`)
    const value = button.type === 'copy_code' ? parameter?.coupon_code : parameter?.text
    if (parameter) text(value, 'template button parameter', 2000)
    return { id: `${button.type}:${index}`, title: button.text }
  })
}
