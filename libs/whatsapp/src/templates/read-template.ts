import { type Fields, fields, id, list, present, text } from '../values.ts'
import { variablesIn } from './variables-in.ts'

/** A part of a template that has words. */
export interface TemplateText {
  readonly text: string
  /** Its variables, in their order: `1`, `2`, or names. */
  readonly variables: readonly string[]
}

/** The header of a template. */
export interface TemplateHeaderPart extends TemplateText {
  /** `text`, `image`, `video`, `document`, `location`, `product`, or a word that is not known yet. */
  readonly format: string
}

/** A button of a template. */
export interface TemplateButtonPart {
  /** `quick_reply`, `url`, `phone_number`, `copy_code`, `otp`, `flow`, `catalog`, `mpm`, or a word that is not known yet. */
  readonly type: string
  readonly text: string
  readonly url?: string
  /** Whether a value has to be sent with it. */
  readonly needsValue: boolean
}

/** What a template, or one card of it, consists of. */
export interface TemplateParts {
  readonly header?: TemplateHeaderPart
  readonly body?: TemplateText
  readonly footer?: string
  readonly buttons: readonly TemplateButtonPart[]
}

/** A template as the provider has it. */
export interface ProviderTemplate extends TemplateParts {
  /** Meta's id of the template, or Twilio's ContentSid. */
  readonly id: string
  readonly name: string
  /** As in requests: `en_US`. */
  readonly language: string
  /** `APPROVED` can be sent; `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`, … cannot. */
  readonly status: string
  /** `marketing`, `utility`, `authentication`, or a word that is not known yet. */
  readonly category: string
  /** `GREEN`, `YELLOW`, `RED`, `UNKNOWN`. */
  readonly quality: string
  readonly reason?: string
  readonly cards: readonly TemplateParts[]
  /** It offers something until a time that is sent with it. */
  readonly limitedTimeOffer: boolean
  /** What it consists of, as the provider lists it. */
  readonly components: readonly unknown[]
}

/** Webhooks write `en-US` where requests write `en_US`. */
export const templateLanguage = (language: string): string => language.replace('-', '_')

function words(part: Fields): TemplateText {
  const written = text(part.text) ?? ''
  return { text: written, variables: variablesIn(written) }
}

const kindOf = (value: unknown) => (text(value) ?? '').toLowerCase()

/** Buttons that mean nothing without a value; what the others say stands in the template. */
const mustHaveValue = new Set(['copy_code', 'mpm'])

function button(value: unknown): TemplateButtonPart {
  const part = fields(value) ?? {}
  const type = kindOf(part.type)
  const url = text(part.url)
  const needsValue = mustHaveValue.has(type) || (url !== undefined && variablesIn(url).length > 0)
  return present({ type, text: text(part.text) ?? '', url, needsValue }) as TemplateButtonPart
}

function readParts(components: readonly unknown[]): TemplateParts {
  const all = components.map(fields).filter(part => part !== undefined)
  const find = (type: string) => all.find(part => kindOf(part.type) === type)
  const [header, body, footer, buttons] = [find('header'), find('body'), find('footer'), find('buttons')]
  return present({
    header: header && { format: kindOf(header.format) || 'text', ...words(header) },
    body: body && words(body),
    footer: text(footer?.text),
    buttons: list(buttons?.buttons).map(button),
  }) as TemplateParts
}

/** Reads an item of `GET /<account>/message_templates`; undefined when it is none. */
export function readTemplate(value: unknown): ProviderTemplate | undefined {
  const item = fields(value)
  const [templateId, name, language] = [id(item?.id), text(item?.name), text(item?.language)]
  if (!item || templateId === undefined || name === undefined || language === undefined) return undefined
  const components = list(item.components)
  const typed = components.map(fields)
  const cards = list(typed.find(part => kindOf(part?.type) === 'carousel')?.cards)
  const reason = text(item.rejected_reason)
  return present({
    id: templateId,
    name,
    language: templateLanguage(language),
    status: (text(item.status) ?? 'UNKNOWN').toUpperCase(),
    category: kindOf(item.category) || 'unknown',
    quality: (text(fields(item.quality_score)?.score) ?? 'UNKNOWN').toUpperCase(),
    reason: reason === 'NONE' ? undefined : reason,
    ...readParts(components),
    cards: cards.map(card => readParts(list(fields(card)?.components))),
    limitedTimeOffer: typed.some(part => kindOf(part?.type) === 'limited_time_offer'),
    components,
  }) as ProviderTemplate
}

/**
 * Whether the list says what a template consists of. It does not where only its state was told, or where another
 * provider's parts (Twilio's) are written in another way.
 */
export function hasKnownParts({ components }: ProviderTemplate): boolean {
  return components.some(part => kindOf(fields(part)?.type) !== '')
}
