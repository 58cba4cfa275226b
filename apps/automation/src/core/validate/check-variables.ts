import type { Trigger } from '../definition/trigger.ts'
import { fieldAt, fieldNames } from '../facts/fields.ts'
import { hasLooseBraces, partsOf } from '../text/variables.ts'
import { closest } from './closest.ts'
import type { Path, Report } from './problem.ts'

/** Reports variables that name no field, and those that may have no value and no fallback, in every text of a piece of JSON. */
export function checkVariables(json: unknown, path: Path, trigger: Trigger, report: Report): void {
  if (typeof json === 'string') {
    checkText(json, path, trigger, report)
  } else if (Array.isArray(json)) {
    for (const [index, item] of json.entries()) checkVariables(item, [...path, index], trigger, report)
  } else if (typeof json === 'object' && json !== null) {
    for (const [key, value] of Object.entries(json)) checkVariables(value, [...path, key], trigger, report)
  }
}

function checkText(text: string, path: Path, trigger: Trigger, report: Report): void {
  if (hasLooseBraces(text))
    report(path, 'unclosed_variable', 'A variable is written {{like.this}}; here braces are left over.')
  for (const part of partsOf(text)) {
    if (typeof part === 'string') continue
    const field = fieldAt(part.path, trigger)
    if (!field) {
      const reason = fieldAt(part.path)
        ? `has no value in an automation started by ${trigger.type}.`
        : `does not exist.${closest(part.path, fieldNames(trigger))}`
      report(path, 'unknown_variable', `The variable {{${part.path}}} ${reason}`)
    } else if (!field.certain && !part.fallback) {
      report(
        path,
        'variable_without_value',
        `The variable {{${part.path}}} may have no value: give a fallback, {{${part.path}|…}}.`,
      )
    }
  }
}

/** A piece of JSON with a sample for every variable: to see whether it would be a message. */
export function withSamples<Shape>(json: Shape): Shape {
  return sample(json) as Shape
}

function sample(json: unknown): unknown {
  if (typeof json === 'string') {
    // Alone in its text a variable may be a link; within a link, part of it.
    const parts = partsOf(json)
    return parts
      .map(part => (typeof part === 'string' ? part : parts.length === 1 ? 'https://example.com/' : 'sample'))
      .join('')
  }
  if (Array.isArray(json)) return json.map(sample)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, sample(value)]))
}
