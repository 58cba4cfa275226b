import type { ChatContent, ListSection } from '../../phones/chat-message.ts'
import { GraphError } from '../graph-error.ts'
import { checkMediaReference, type MediaReference } from './check-media.ts'
import { type Fields, fields, list, optionalText, text, unique, webUrl } from './fields.ts'

export interface Checked {
  content: ChatContent
  /** Media that must exist and fit. */
  media?: MediaReference
  /** Of a template. */
  category?: string
}

function checkHeader(
  value: unknown,
  allowed: readonly string[],
): Pick<Checked, 'media'> & { header?: ChatContent['header'] } {
  if (value === undefined) return {}
  const header = fields(value, 'interactive.header')
  const type = String(header.type)
  if (!allowed.includes(type)) throw new GraphError(131009, `interactive.header.type ${type} is not allowed here`)
  if (type === 'text') return { header: { type, text: text(header.text, 'interactive.header.text', 60) } }
  const kind = type as 'image' | 'video' | 'document'
  return { header: { type: kind }, media: checkMediaReference(kind, header[kind], `interactive.header.${kind}`) }
}

function checkButtons(action: Fields): ChatContent {
  const buttons = list(action.buttons, 'interactive.action.buttons', 1, 3).map((button, index) => {
    const name = `interactive.action.buttons[${index}]`
    if (button.type !== 'reply') throw new GraphError(131009, `${name}.type must be reply`)
    const reply = fields(button.reply, `${name}.reply`)
    return { id: text(reply.id, `${name}.reply.id`, 256), title: text(reply.title, `${name}.reply.title`, 20) }
  })
  unique(
    buttons.map(button => button.title),
    'Button titles',
  )
  unique(
    buttons.map(button => button.id),
    'Button ids',
  )
  return { type: 'buttons', buttons }
}

function checkSection(section: Fields, index: number, needsTitle: boolean): ListSection {
  const name = `interactive.action.sections[${index}]`
  const title = needsTitle ? text(section.title, `${name}.title`, 24) : optionalText(section.title, `${name}.title`, 24)
  const rows = list(section.rows, `${name}.rows`, 1, 10).map((row, rowIndex) => {
    const description = optionalText(row.description, `${name}.rows[${rowIndex}].description`, 72)
    return {
      id: text(row.id, `${name}.rows[${rowIndex}].id`, 200),
      title: text(row.title, `${name}.rows[${rowIndex}].title`, 24),
      ...(description === undefined ? {} : { description }),
    }
  })
  return { ...(title === undefined ? {} : { title }), rows }
}

function checkList(action: Fields): ChatContent {
  const given = list(action.sections, 'interactive.action.sections', 1, 10)
  const sections = given.map((section, index) => checkSection(section, index, given.length > 1))
  const rows = sections.flatMap(section => section.rows)
  if (rows.length > 10)
    throw new GraphError(131009, `A list may have at most 10 rows in all, this one has ${rows.length}`)
  unique(
    rows.map(row => row.id),
    'Row ids',
  )
  return { type: 'list', list: { button: text(action.button, 'interactive.action.button', 20), sections } }
}

function checkLink(action: Fields): ChatContent {
  if (action.name !== 'cta_url') throw new GraphError(131009, 'interactive.action.name must be cta_url')
  const parameters = fields(action.parameters, 'interactive.action.parameters')
  const name = 'interactive.action.parameters'
  const link = {
    label: text(parameters.display_text, `${name}.display_text`, 20),
    url: webUrl(parameters.url, `${name}.url`),
  }
  return { type: 'link', link }
}

function checkFlow(action: Fields): ChatContent {
  if (action.name !== 'flow') throw new GraphError(131009, 'interactive.action.name must be flow')
  const name = 'interactive.action.parameters'
  const parameters = fields(action.parameters, name)
  if (parameters.flow_message_version !== '3') throw new GraphError(131009, `${name}.flow_message_version must be 3`)
  if ((parameters.flow_id === undefined) === (parameters.flow_name === undefined)) {
    throw new GraphError(131009, `${name}: either flow_id or flow_name is required`)
  }
  text(parameters.flow_id ?? parameters.flow_name, `${name}.flow_id`, 256)
  text(parameters.flow_token, `${name}.flow_token`, 1024)
  const navigates = (parameters.flow_action ?? 'navigate') === 'navigate'
  if (navigates)
    text(fields(parameters.flow_action_payload, `${name}.flow_action_payload`).screen, `${name}.screen`, 256)
  const title = text(parameters.flow_cta, `${name}.flow_cta`, 30)
  return { type: 'buttons', buttons: [{ id: `flow:${String(parameters.flow_token)}`, title }] }
}

function checkLocationRequest(action: Fields): ChatContent {
  if (action.name !== 'send_location') throw new GraphError(131009, 'interactive.action.name must be send_location')
  return { type: 'text' }
}

const mediaHeaders = ['text', 'image', 'video', 'document']
const kinds: Record<string, { action(action: Fields): ChatContent; bodyMax: number; headers: readonly string[] }> = {
  button: { action: checkButtons, bodyMax: 1024, headers: mediaHeaders },
  list: { action: checkList, bodyMax: 4096, headers: ['text'] },
  cta_url: { action: checkLink, bodyMax: 1024, headers: mediaHeaders },
  flow: { action: checkFlow, bodyMax: 1024, headers: mediaHeaders },
  location_request_message: { action: checkLocationRequest, bodyMax: 1024, headers: [] },
}

/** Buttons, lists and link buttons, with every limit of the Cloud API. */
export function checkInteractive(value: unknown): Checked {
  const interactive = fields(value, 'interactive')
  const kind = kinds[String(interactive.type)]
  if (!kind)
    throw new GraphError(131009, `interactive.type ${String(interactive.type)} is not supported by the sandbox`)
  const body = text(fields(interactive.body, 'interactive.body').text, 'interactive.body.text', kind.bodyMax)
  const { header, media } = checkHeader(interactive.header, kind.headers)
  const footer =
    interactive.footer === undefined
      ? undefined
      : text(fields(interactive.footer, 'interactive.footer').text, 'interactive.footer.text', 60)
  const content = kind.action(fields(interactive.action, 'interactive.action'))
  return {
    content: { ...content, text: body, ...(header ? { header } : {}), ...(footer === undefined ? {} : { footer }) },
    ...(media ? { media } : {}),
  }
}
