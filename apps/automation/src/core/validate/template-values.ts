import type { TemplateContent, TemplateNeeds, TemplatePartNeeds } from '@astria-bot/contracts'
import type { Path, Report } from './problem.ts'

type Given = Pick<TemplateContent, 'body' | 'buttons'> & {
  header?: TemplateContent['header'] | NonNullable<TemplateContent['cards']>[number]['header'] | undefined
}
type Values = NonNullable<TemplateContent['body']>

/** Reports what a template wants and does not get, and what it gets and has no place for. */
export function checkTemplateValues(template: TemplateContent, needs: TemplateNeeds, path: Path, report: Report): void {
  checkPart(template, needs, path, report)
  const { cards = [], offerEndsAt } = template
  if (needs.limitedTimeOffer && offerEndsAt === undefined) {
    report([...path, 'offerEndsAt'], 'variable_without_value', 'The template makes an offer: say when it ends.')
  } else if (!needs.limitedTimeOffer && offerEndsAt !== undefined) {
    report([...path, 'offerEndsAt'], 'unknown_variable', 'The template makes no offer that could end.')
  }
  if (cards.length !== needs.cards.length) {
    const code = cards.length < needs.cards.length ? 'variable_without_value' : 'unknown_variable'
    report([...path, 'cards'], code, `The template has ${count(needs.cards.length, 'card')}; here are ${cards.length}.`)
    return
  }
  for (const [index, card] of cards.entries()) {
    checkPart(card, needs.cards[index] as TemplatePartNeeds, [...path, 'cards', index], report)
  }
}

function checkPart(given: Given, needs: TemplatePartNeeds, path: Path, report: Report): void {
  checkHeader(given.header, needs.header, [...path, 'header'], report)
  checkVariables(given.body ?? [], needs.body?.variables ?? [], [...path, 'body'], report)
  checkButtons(given.buttons ?? [], needs.buttons, [...path, 'buttons'], report)
}

function checkHeader(given: Given['header'], needs: TemplatePartNeeds['header'], path: Path, report: Report): void {
  // A header of fixed words is filled with nothing.
  const wanted = needs && (needs.format !== 'text' || needs.variables.length > 0) ? needs : undefined
  if (!wanted) {
    if (given) report(path, 'unknown_variable', 'The header of the template takes no value.')
  } else if (!given) {
    const what = wanted.format === 'text' ? `variable {{${wanted.variables[0]}}}` : wanted.format
    report(path, 'variable_without_value', `The ${what} of the template's header gets no value.`)
  } else if (given.type !== wanted.format) {
    const place = [...path, 'type']
    report(place, 'wrong_header', `The template's header is of the type ${wanted.format}, not ${given.type}.`)
  } else if (given.type === 'text') {
    const name = given.parameter.name ?? '1'
    if (!wanted.variables.includes(name))
      report(
        [...path, 'parameter'],
        'unknown_variable',
        `The template's header has no variable {{${name}}}; it has {{${wanted.variables.join('}}, {{')}}}.`,
      )
  }
}

function checkVariables(values: Values, wanted: readonly string[], path: Path, report: Report): void {
  const given = values.map(({ name }, index) => name ?? String(index + 1))
  for (const variable of wanted) {
    if (!given.includes(variable))
      report(path, 'variable_without_value', `The template's variable {{${variable}}} gets no value.`)
  }
  for (const [index, name] of given.entries()) {
    if (!wanted.includes(name)) {
      report([...path, index], 'unknown_variable', `The template has no variable {{${name}}}.`)
    } else if (given.indexOf(name) < index) {
      report([...path, index], 'unknown_variable', `The template's variable {{${name}}} has got a value already.`)
    }
  }
}

function checkButtons(
  given: NonNullable<Given['buttons']>,
  needs: TemplatePartNeeds['buttons'],
  path: Path,
  report: Report,
): void {
  for (const [place, { index, type }] of given.entries()) {
    const button = needs[index]
    if (!button) {
      const message = `The template has ${count(needs.length, 'button')}, counted from 0; none is number ${index}.`
      report([...path, place, 'index'], 'unknown_variable', message)
    } else if (button.type !== type) {
      report(
        [...path, place, 'type'],
        'wrong_button',
        `The ${named(button, index)} is of the type ${button.type}, not ${type}.`,
      )
    } else if (type === 'url' && !button.needsValue) {
      report([...path, place], 'unknown_variable', `The address of the ${named(button, index)} has no variable.`)
    } else if (given.findIndex(one => one.index === index) < place) {
      report([...path, place, 'index'], 'unknown_variable', `The ${named(button, index)} has got a value already.`)
    }
  }
  for (const [index, button] of needs.entries()) {
    if (button.needsValue && !given.some(one => one.index === index)) {
      report(path, 'variable_without_value', `The template's ${named(button, index)} (${button.type}) gets no value.`)
    }
  }
}

const named = ({ text }: TemplatePartNeeds['buttons'][number], index: number) =>
  `button ${index}${text && ` "${text}"`}`
const count = (number: number, word: string) => `${number || 'no'} ${word}${number === 1 ? '' : 's'}`
