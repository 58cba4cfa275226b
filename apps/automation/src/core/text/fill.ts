import type { Json } from '../definition/draft.ts'
import type { Facts } from '../facts/facts.ts'
import type { Field, Value } from '../facts/field.ts'
import { fieldAt } from '../facts/fields.ts'
import { localTimeAt } from '../time/zone.ts'
import { partsOf } from './variables.ts'

/** JSON with its variables filled in; `missing` are those without a value and without a fallback. */
export interface Filled<Value> {
  readonly value: Value
  readonly missing: readonly string[]
}

/** Fills the variables in every text of a piece of JSON. Keys stay as they are. */
export function fill<Shape>(json: Shape, facts: Facts): Filled<Shape> {
  const missing: string[] = []
  return { value: fillJson(json as Json, facts, missing) as Shape, missing }
}

function fillJson(json: Json | undefined, facts: Facts, missing: string[]): Json | undefined {
  if (typeof json === 'string') return fillText(json, facts, missing)
  if (Array.isArray(json)) return json.map(item => fillJson(item, facts, missing) as Json)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, fillJson(value, facts, missing) as Json]],
    ),
  )
}

function fillText(text: string, facts: Facts, missing: string[]): string {
  if (!text.includes('{{')) return text
  const filled = partsOf(text).map(part => {
    if (typeof part === 'string') return part
    const field = fieldAt(part.path)
    const written = field && write(field.read(facts), field, facts)
    if (written !== undefined && written !== '') return written
    if (part.fallback === undefined) missing.push(part.path)
    return part.fallback ?? ''
  })
  return filled.join('')
}

const months: Readonly<Record<string, readonly string[]>> = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  he: [
    'בינואר',
    'בפברואר',
    'במרץ',
    'באפריל',
    'במאי',
    'ביוני',
    'ביולי',
    'באוגוסט',
    'בספטמבר',
    'באוקטובר',
    'בנובמבר',
    'בדצמבר',
  ],
}

/** A value as people read it. Not Intl: its answers change with the version of Node. */
function write(value: Value, { type }: Field, { zone, contact }: Facts): string | undefined {
  if (value === undefined) return undefined
  if (type === 'instant') {
    const { year, month, day } = localTimeAt(zone, Number(value))
    return `${day} ${months[contact.language]?.[month - 1] ?? month} ${year}`
  }
  return clean(Array.isArray(value) ? value.join(', ') : String(value))
}

/**
 * A value may come from a stranger: on one line (WhatsApp refuses line breaks and runs of spaces in a template's values),
 * without marks that turn the direction of what follows.
 */
function clean(text: string): string {
  return text
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}
