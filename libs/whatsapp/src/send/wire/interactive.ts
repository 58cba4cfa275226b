import type { Content, Header } from '../content.ts'
import { type MediaId, optional, optionals, type Wire } from './parts.ts'

const header = (value: Header | undefined, mediaId: MediaId): Wire => {
  if (value === undefined) return {}
  if (value.type === 'text') return { header: value }
  const { type, file } = value
  const named = type === 'document' ? optional('filename', file.filename) : {}
  return { header: { type, [type]: { id: mediaId(file), ...named } } }
}

const words = ({ body, footer }: { body: string; footer?: string | undefined }): Wire => ({
  body: { text: body },
  ...optional('footer', footer && { text: footer }),
})

const interactive = (type: string, parts: Wire): Wire => ({ type: 'interactive', interactive: { type, ...parts } })

function list(content: Content<'list'>): Wire {
  const sections = content.sections.map(({ title, rows }) => ({
    ...optional('title', title),
    rows: rows.map(({ id, title: rowTitle, description }) => ({
      id,
      title: rowTitle,
      ...optional('description', description),
    })),
  }))
  return interactive('list', {
    ...optional('header', content.header && { type: 'text', text: content.header }),
    ...words(content),
    action: { button: content.button, sections },
  })
}

function flow(content: Content<'flow'>, mediaId: MediaId): Wire {
  const { flow: which, label, token, start, draft } = content
  const parameters = {
    flow_message_version: '3',
    ...('id' in which ? { flow_id: which.id } : { flow_name: which.name }),
    flow_token: token,
    flow_cta: label,
    flow_action: start ? 'navigate' : 'data_exchange',
    ...optional('flow_action_payload', start && { screen: start.screen, ...optional('data', start.data) }),
    ...(draft ? { mode: 'draft' } : {}),
  }
  const action = { name: 'flow', parameters }
  return interactive('flow', { ...header(content.header, mediaId), ...words(content), action })
}

/** Messages that can be answered by a tap. */
export const interactiveWire = {
  buttons: (content: Content<'buttons'>, mediaId: MediaId): Wire =>
    interactive('button', {
      ...header(content.header, mediaId),
      ...words(content),
      action: { buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
    }),
  list,
  link: (content: Content<'link'>, mediaId: MediaId): Wire =>
    interactive('cta_url', {
      ...header(content.header, mediaId),
      ...words(content),
      action: { name: 'cta_url', parameters: { display_text: content.label, url: content.url } },
    }),
  flow,
  location_request: ({ body }: Content<'location_request'>): Wire =>
    interactive('location_request_message', { ...words({ body }), action: { name: 'send_location' } }),
  location: ({ latitude, longitude, name, address }: Content<'location'>): Wire => ({
    type: 'location',
    location: { latitude, longitude, ...optionals({ name, address }) },
  }),
}
