import { createHash } from 'node:crypto'
import type { OutboundContent } from '@astria-bot/contracts'
import type { Header } from '../send/content.ts'
import type { MediaLink } from './message-form.ts'

/**
 * What has to be created at Twilio before such a message can be sent. Everything that differs from message to message is
 * a variable, so that there are as many contents as shapes of messages, and not one for each sale.
 */
export interface RichContent {
  /** The same for all messages of one shape. */
  readonly key: string
  readonly types: Readonly<Record<string, unknown>>
  /** What is said, by the variable that stands for it. */
  readonly variables: Readonly<Record<string, string>>
}

/** Longer words are no content for Twilio ("twilio/quick-reply", "twilio/list-picker": body). */
const maxWords = 1024

/** Text with what stands above and below it: Twilio's plain kinds have no room of their own for that. */
const words = (body: string, header: Header | string | undefined, footer: string | undefined) => {
  const above = typeof header === 'string' ? header : header?.type === 'text' ? header.text : undefined
  return [above && `*${above}*`, body, footer && `_${footer}_`].filter(Boolean).join('\n\n')
}

/** Numbers the variables of one content. */
function numbering() {
  const variables: Record<string, string> = {}
  const variable = (value: string) => {
    const place = String(Object.keys(variables).length + 1)
    variables[place] = value
    return `{{${place}}}`
  }
  /** Of an address only what follows the host may be a variable. */
  const address = (url: string) => {
    const { origin } = new URL(url)
    const rest = url.slice(origin.length + 1)
    return url.startsWith(`${origin}/`) && rest !== '' ? `${origin}/${variable(rest)}` : url
  }
  return { variables, variable, address }
}

type Numbering = ReturnType<typeof numbering>

function actionsOf(content: Extract<OutboundContent, { type: 'buttons' | 'link' }>, { variable, address }: Numbering) {
  if (content.type === 'link') return [{ type: 'URL', title: variable(content.label), url: address(content.url) }]
  return content.buttons.map(({ id, title }) => ({ type: 'QUICK_REPLY', id: variable(id), title: variable(title) }))
}

function typesOf(content: OutboundContent, link: MediaLink, numbers: Numbering) {
  const { variable, address } = numbers
  if (content.type === 'list') {
    const body = variable(words(content.body, content.header, content.footer))
    const button = variable(content.button)
    const items = content.sections
      .flatMap(({ rows }) => rows)
      .map(({ id, title, description }) => ({
        id: variable(id),
        item: variable(title),
        ...(description ? { description: variable(description) } : {}),
      }))
    return { 'twilio/list-picker': { body, button, items } }
  }
  if (content.type !== 'buttons' && content.type !== 'link') return undefined
  const body = variable(words(content.body, content.header, content.footer))
  const { header } = content
  if (header && header.type !== 'text') {
    const media = [address(link(header.file, header.type))]
    return { 'twilio/card': { title: body, media, actions: actionsOf(content, numbers) } }
  }
  const actions = actionsOf(content, numbers)
  if (content.type === 'link') return { 'twilio/call-to-action': { body, actions } }
  return { 'twilio/quick-reply': { body, actions: actions.map(({ type: _type, ...action }) => action) } }
}

/** Whether Twilio has buttons, a link or a list of this kind at all. `cards`: also under a picture. */
export function isRich(content: OutboundContent, cards: boolean): boolean {
  if (content.type !== 'buttons' && content.type !== 'link' && content.type !== 'list') return false
  const { header } = content
  const hasFile = typeof header === 'object' && header.type !== 'text'
  return (cards || !hasFile) && words(content.body, header, content.footer).length <= maxWords
}

/** Buttons, links and lists as Twilio's Content API has them; undefined for what needs none. */
export function richContent(content: OutboundContent, link: MediaLink): RichContent | undefined {
  const numbers = numbering()
  const types = typesOf(content, link, numbers)
  if (!types) return undefined
  const key = createHash('sha256').update(JSON.stringify(types)).digest('base64url').slice(0, 32)
  return { key, types, variables: numbers.variables }
}
