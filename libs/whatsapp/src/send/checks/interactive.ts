import type { Content, Header } from '../content.ts'
import { limits } from '../limits.ts'
import { atMost, filled, type LimitProblem, media, unique, within } from './problems.ts'

function header(value: Header | undefined): LimitProblem[] {
  if (value === undefined) return []
  if (value.type === 'text') return within('header', value.text, limits.header)
  if (value.type === 'document') return within('header.filename', value.file.filename, limits.filename)
  return media(value.type, 'header', value.file.mimeType)
}

/** The parts that most of them have. */
const words = (content: { body: string; footer?: string | undefined }, maxBody: number): LimitProblem[] => [
  ...filled('body', content.body),
  ...within('body', content.body, maxBody),
  ...within('footer', content.footer, limits.footer),
]

const label = (field: string, text: string, max: number) => [...filled(field, text), ...within(field, text, max)]

const buttons = (content: Content<'buttons'>): LimitProblem[] => [
  ...words(content, limits.body),
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
    ...label(`buttons.${index}.title`, title, limits.buttonTitle),
    ...within(`buttons.${index}.id`, id, limits.buttonId),
  ]),
]

const row = ({ id, title, description }: Content<'list'>['sections'][number]['rows'][number], field: string) => [
  ...label(`${field}.title`, title, limits.rowTitle),
  ...within(`${field}.description`, description, limits.rowDescription),
  ...within(`${field}.id`, id, limits.rowId),
]

function list(content: Content<'list'>): LimitProblem[] {
  const rows = content.sections.flatMap(section => section.rows)
  return [
    ...words(content, limits.listBody),
    ...label('button', content.button, limits.listButton),
    ...within('header', content.header, limits.header),
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

const link = (content: Content<'link'>): LimitProblem[] => [
  ...words(content, limits.body),
  ...label('label', content.label, limits.linkLabel),
  ...within('url', content.url, limits.url),
  ...header(content.header),
]

const flow = (content: Content<'flow'>): LimitProblem[] => [
  ...words(content, limits.body),
  ...label('label', content.label, limits.flowLabel),
  ...header(content.header),
]

/** The limits of messages that can be answered by a tap. */
export const interactiveChecks = {
  buttons,
  list,
  link,
  flow,
  location_request: (content: Content<'location_request'>): LimitProblem[] => words(content, limits.body),
}
