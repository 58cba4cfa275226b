import type { OutboundContent } from '@astria-bot/contracts'
import { limits, mediaTypes } from './limits.ts'

/** What the provider would refuse, and where; never the text itself. */
export interface LimitProblem {
  readonly code: 'too_long' | 'too_many' | 'not_unique' | 'missing' | 'unsupported_media'
  /** Such as `buttons.1.title`. */
  readonly field: string
  readonly message: string
}

type Content<Type extends OutboundContent['type']> = Extract<OutboundContent, { type: Type }>
type Header = Content<'buttons'>['header']

const within = (field: string, text: string | undefined, limit: number): LimitProblem[] =>
  text === undefined || text.length <= limit
    ? []
    : [{ code: 'too_long', field, message: `${field} has ${text.length} of at most ${limit} characters` }]

const atMost = (field: string, count: number, limit: number): LimitProblem[] =>
  count <= limit ? [] : [{ code: 'too_many', field, message: `${field} has ${count} of at most ${limit} items` }]

const unique = (field: string, values: readonly string[]): LimitProblem[] =>
  new Set(values).size === values.length
    ? []
    : [{ code: 'not_unique', field, message: `${field} holds the same value twice` }]

const filled = (field: string, text: string | undefined): LimitProblem[] =>
  text === undefined || text.trim() === '' ? [{ code: 'missing', field, message: `${field} is empty` }] : []

const media = (kind: 'image' | 'video', field: string, mimeType: string): LimitProblem[] =>
  mediaTypes[kind].types.includes(mimeType.split(';')[0]?.trim() ?? '')
    ? []
    : [{ code: 'unsupported_media', field, message: `${field} has the type ${mimeType}` }]

function header(value: Header): LimitProblem[] {
  if (value === undefined) return []
  if (value.type === 'text') return within('header', value.text, limits.header)
  return media(value.type, 'header', value.file.mimeType)
}

function buttons(content: Content<'buttons'>): LimitProblem[] {
  return [
    ...filled('body', content.body),
    ...within('body', content.body, limits.body),
    ...within('footer', content.footer, limits.footer),
    ...header(content.header),
    ...atMost('buttons', content.buttons.length, limits.buttons),
    ...unique(
      'buttons.title',
      content.buttons.map(button => button.title),
    ),
    ...unique(
      'buttons.id',
      content.buttons.map(button => button.id),
    ),
    ...content.buttons.flatMap(({ id, title }, index) => [
      ...filled(`buttons.${index}.title`, title),
      ...within(`buttons.${index}.title`, title, limits.buttonTitle),
      ...within(`buttons.${index}.id`, id, limits.buttonId),
    ]),
  ]
}

function row({ id, title, description }: Content<'list'>['sections'][number]['rows'][number], field: string) {
  return [
    ...filled(`${field}.title`, title),
    ...within(`${field}.title`, title, limits.rowTitle),
    ...within(`${field}.description`, description, limits.rowDescription),
    ...within(`${field}.id`, id, limits.rowId),
  ]
}

function list(content: Content<'list'>): LimitProblem[] {
  const rows = content.sections.flatMap(section => section.rows)
  return [
    ...filled('body', content.body),
    ...within('body', content.body, limits.listBody),
    ...filled('button', content.button),
    ...within('button', content.button, limits.listButton),
    ...within('header', content.header, limits.header),
    ...within('footer', content.footer, limits.footer),
    ...atMost('sections', content.sections.length, limits.listSections),
    ...atMost('rows', rows.length, limits.listRows),
    ...unique(
      'rows.id',
      rows.map(({ id }) => id),
    ),
    ...content.sections.flatMap(({ title, rows: ofSection }, index) => [
      ...(content.sections.length > 1 ? filled(`sections.${index}.title`, title) : []),
      ...within(`sections.${index}.title`, title, limits.sectionTitle),
      ...ofSection.flatMap((one, at) => row(one, `sections.${index}.rows.${at}`)),
    ]),
  ]
}

const checks: { [Type in OutboundContent['type']]: (content: Content<Type>) => LimitProblem[] } = {
  text: ({ body }) => [...filled('body', body), ...within('body', body, limits.text)],
  image: ({ file, caption }) => [
    ...media('image', 'file', file.mimeType),
    ...within('caption', caption, limits.caption),
  ],
  video: ({ file, caption }) => [
    ...media('video', 'file', file.mimeType),
    ...within('caption', caption, limits.caption),
  ],
  document: ({ file, caption }) => [
    ...within('file.filename', file.filename, limits.filename),
    ...within('caption', caption, limits.caption),
  ],
  reaction: ({ emoji }) => within('emoji', emoji, 32),
  buttons,
  list,
  link: content => [
    ...filled('body', content.body),
    ...within('body', content.body, limits.body),
    ...filled('label', content.label),
    ...within('label', content.label, limits.linkLabel),
    ...within('url', content.url, limits.url),
    ...within('footer', content.footer, limits.footer),
    ...header(content.header),
  ],
}

/** Everything in a message that the Cloud API would refuse; empty when it can be sent. */
export function checkLimits(content: OutboundContent): LimitProblem[] {
  const check = checks[content.type] as (content: OutboundContent) => LimitProblem[]
  return check(content)
}
