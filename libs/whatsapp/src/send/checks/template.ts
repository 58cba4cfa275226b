import { isContentSid } from '../../twilio/content-sid.ts'
import type { Template, TemplateButton, TemplateCard, TemplateHeader, TemplateParameter } from '../content.ts'
import { limits } from '../limits.ts'
import { atMost, filled, fits, type LimitProblem, media, unique, within } from './problems.ts'

/** A line break in a variable is refused by Meta, and so are more than four spaces in a row. */
const inOneLine = /^(?:(?!\s{5})[^\n\t])*$/

function parameters(field: string, values: readonly TemplateParameter[] = []): LimitProblem[] {
  const named = values.flatMap(({ name }) => (name === undefined ? [] : [name]))
  const together = values.reduce((sum, { text }) => sum + text.length, 0)
  return [
    ...(named.length === 0 || named.length === values.length
      ? []
      : [{ code: 'malformed' as const, field, message: `${field} mixes names and places` }]),
    ...unique(`${field}.name`, named),
    ...values.flatMap(({ text }, index) => [
      ...filled(`${field}.${index}`, text),
      ...fits(`${field}.${index}`, text, inOneLine),
    ]),
    ...(together <= limits.body
      ? []
      : [
          {
            code: 'too_long' as const,
            field,
            message: `${field} has ${together} of at most ${limits.body} characters`,
          },
        ]),
  ]
}

function header(field: string, value: TemplateHeader | TemplateCard['header'] | undefined): LimitProblem[] {
  switch (value?.type) {
    case undefined:
    case 'product':
      return []
    case 'text':
      return [...parameters(field, [value.parameter]), ...within(field, value.parameter.text, limits.header)]
    case 'image':
    case 'video':
      return media(value.type, field, value.file.mimeType)
    case 'document':
      return within(`${field}.filename`, value.file.filename, limits.filename)
    case 'location':
      return [
        ...within(`${field}.name`, value.name, limits.place),
        ...within(`${field}.address`, value.address, limits.place),
      ]
  }
}

const valueLimits: Readonly<Record<TemplateButton['type'], number>> = {
  quick_reply: limits.templatePayload,
  url: limits.url,
  copy_code: limits.couponCode,
  flow: limits.templatePayload,
  catalog: limits.templatePayload,
  mpm: limits.templatePayload,
}

function products(field: string, button: TemplateButton): LimitProblem[] {
  if (button.type !== 'mpm') return []
  const all = button.sections.flatMap(section => section.products)
  return [
    ...atMost(`${field}.sections`, button.sections.length, limits.productSections),
    ...atMost(`${field}.products`, all.length, limits.products),
    ...button.sections.flatMap(({ title }, index) =>
      within(`${field}.sections.${index}.title`, title, limits.sectionTitle),
    ),
  ]
}

const buttons = (field: string, values: readonly TemplateButton[] = []): LimitProblem[] => [
  ...atMost(field, values.length, limits.templateButtons),
  ...unique(
    `${field}.index`,
    values.map(({ index }) => index),
  ),
  ...values.flatMap((button, index) => [
    ...within(`${field}.${index}.value`, button.value, valueLimits[button.type]),
    ...products(`${field}.${index}`, button),
  ]),
]

/** The limits of a template's variables. Whether they are the ones that the template has, `checkTemplate` tells. */
export const templateChecks = (content: Template): LimitProblem[] => [
  ...within('name', content.name, limits.templateName),
  ...(isContentSid(content.name) ? [] : fits('name', content.name, /^[a-z0-9_]+$/)),
  ...header('header', content.header),
  ...parameters('body', content.body),
  ...buttons('buttons', content.buttons),
  ...atMost('cards', content.cards?.length ?? 0, limits.templateCards),
  ...(content.cards ?? []).flatMap((card, index) => [
    ...header(`cards.${index}.header`, card.header),
    ...parameters(`cards.${index}.body`, card.body),
    ...buttons(`cards.${index}.buttons`, card.buttons),
  ]),
]
