import { createHash } from 'node:crypto'
import { type FileRef, type OutboundContent, RejectedError } from '@astria-bot/contracts'
import type { Header } from '../send/content.ts'

/** What has to be created at Twilio before such a message can be sent, without the words that change. */
export interface RichContent {
  /** The same for all messages that differ in their words only. */
  readonly key: string
  readonly types: Readonly<Record<string, unknown>>
  /** The words, by the variable that stands for them. */
  readonly variables: Readonly<Record<string, string>>
}

type Link = (file: FileRef) => string

/** Text with what stands above and below it: Twilio's plain kinds have no room of their own for that. */
const words = (body: string, header: Header | string | undefined, footer: string | undefined) => {
  const above = typeof header === 'string' ? header : header?.type === 'text' ? header.text : undefined
  return [above && `*${above}*`, body, footer && `_${footer}_`].filter(Boolean).join('\n\n')
}

const fileIn = (header: Header | undefined) => (header && header.type !== 'text' ? header.file : undefined)

type Action = Readonly<Record<string, string>>

/** Buttons under a text, or under a picture. */
function card(
  content: Extract<OutboundContent, { type: 'buttons' | 'link' }>,
  plain: string,
  actions: { plain: Action[]; card: Action[] },
  link: Link,
) {
  const file = fileIn(content.header)
  const body = words(content.body, content.header, content.footer)
  if (!file) return { types: { [plain]: { body: '{{1}}', actions: actions.plain } }, variables: { 1: body } }
  // The name of a file in a variable: so that one kind of card serves all pictures.
  return {
    types: { 'twilio/card': { title: '{{1}}', media: ['{{2}}'], actions: actions.card } },
    variables: { 1: body, 2: link(file) },
  }
}

function parts(content: OutboundContent, link: Link): Pick<RichContent, 'types' | 'variables'> | undefined {
  if (content.type === 'buttons') {
    const plain = content.buttons.map(({ id, title }) => ({ id, title }))
    return card(
      content,
      'twilio/quick-reply',
      { plain, card: plain.map(one => ({ type: 'QUICK_REPLY', ...one })) },
      link,
    )
  }
  if (content.type === 'link') {
    const action = { type: 'URL', title: content.label, url: content.url }
    return card(content, 'twilio/call-to-action', { plain: [action], card: [action] }, link)
  }
  if (content.type === 'list') {
    const items = content.sections
      .flatMap(({ rows }) => rows)
      .map(({ id, title, description }) => ({ id, item: title, ...(description ? { description } : {}) }))
    return {
      types: { 'twilio/list-picker': { body: '{{1}}', button: content.button, items } },
      variables: { 1: words(content.body, content.header, content.footer) },
    }
  }
  return undefined
}

/** Buttons, links and lists as Twilio's Content API has them; undefined for what needs none. */
export function richContent(content: OutboundContent, link: Link): RichContent | undefined {
  const made = parts(content, link)
  if (!made) return undefined
  const key = createHash('sha256').update(JSON.stringify(made.types)).digest('base64url').slice(0, 32)
  return { key, ...made }
}

/** Throws RejectedError for messages that Twilio has no way to send. */
export function unsupported(type: string): never {
  throw new RejectedError('unsupported_by_provider', `Twilio cannot send messages of the type ${type}`)
}
