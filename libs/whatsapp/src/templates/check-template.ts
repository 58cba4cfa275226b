import type { LimitProblem } from '../send/checks/problems.ts'
import type { Template, TemplateButton, TemplateCard, TemplateHeader, TemplateParameter } from '../send/content.ts'
import type { ProviderTemplate, TemplateHeaderPart, TemplateParts } from './read-template.ts'

const wrong = (field: string, message: string): LimitProblem[] => [{ code: 'malformed', field, message }]
const missing = (field: string, message: string): LimitProblem[] => [{ code: 'missing', field, message }]

/** The variables that a text wants, and those that are given: by name if the template has names, by place otherwise. */
function values(field: string, wanted: readonly string[], given: readonly TemplateParameter[] = []): LimitProblem[] {
  if (given.length !== wanted.length) {
    return missing(field, `${field} has ${given.length} of ${wanted.length} variables`)
  }
  if (wanted.every(name => /^\d+$/.test(name))) return []
  const names = new Set(given.map(({ name }) => name))
  return wanted.filter(name => !names.has(name)).flatMap(name => missing(field, `${field} lacks the variable ${name}`))
}

function header(
  field: string,
  part: TemplateHeaderPart | undefined,
  given: TemplateHeader | TemplateCard['header'] | undefined,
): LimitProblem[] {
  const wanted = part === undefined || (part.format === 'text' && part.variables.length === 0) ? undefined : part.format
  if (wanted === given?.type)
    return given?.type === 'text' ? values(field, part?.variables ?? [], [given.parameter]) : []
  if (given === undefined) return missing(field, `${field} has to be of the type ${wanted}`)
  return wrong(field, `${field} is of the type ${given.type} instead of ${wanted ?? 'none'}`)
}

function buttons(
  field: string,
  parts: TemplateParts['buttons'],
  given: readonly TemplateButton[] = [],
): LimitProblem[] {
  return [
    ...given.flatMap(({ index, type }, at) =>
      parts[index]?.type === type ? [] : wrong(`${field}.${at}`, `the button ${index} is no ${type}`),
    ),
    ...parts.flatMap(({ needsValue }, index) =>
      needsValue && !given.some(button => button.index === index)
        ? missing(field, `the button ${index} needs a value`)
        : [],
    ),
  ]
}

/**
 * Whether a message fits the template it names: every variable filled, the header of its kind, values for the buttons
 * that need one. What is found would be refused by Meta (132000, 132012). Never tells the values.
 */
export function checkTemplate(template: ProviderTemplate, content: Template): LimitProblem[] {
  const cards = content.cards ?? []
  const whole = [
    ...header('header', template.header, content.header),
    ...values('body', template.body?.variables ?? [], content.body),
    ...buttons('buttons', template.buttons, content.buttons),
    ...(template.limitedTimeOffer === (content.offerEndsAt !== undefined)
      ? []
      : wrong('offerEndsAt', 'only a limited-time offer has an end, and it has to have one')),
  ]
  if (cards.length !== template.cards.length) {
    return [...whole, ...missing('cards', `cards has ${cards.length} of ${template.cards.length} cards`)]
  }
  return [
    ...whole,
    ...template.cards.flatMap((part, index) => [
      ...header(`cards.${index}.header`, part.header, cards[index]?.header),
      ...values(`cards.${index}.body`, part.body?.variables ?? [], cards[index]?.body),
      ...buttons(`cards.${index}.buttons`, part.buttons, cards[index]?.buttons),
    ]),
  ]
}
