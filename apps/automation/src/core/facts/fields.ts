import type { Trigger } from '../definition/trigger.ts'
import { contactFields } from './contact-fields.ts'
import type { Field } from './field.ts'
import { occasionFields } from './occasion-fields.ts'
import { studioFields } from './studio-fields.ts'
import { timeFields } from './time-fields.ts'

/** Every field with a fixed name, by its path. */
export const fields: Readonly<Record<string, Field>> = {
  ...contactFields,
  ...studioFields,
  ...occasionFields,
  ...timeFields,
}

const ATTRIBUTE = 'contact.attributes.'
const INPUT = 'input.'

/**
 * The field that a path names, or undefined. `contact.attributes.<name>` is any attribute of the contact, `input.<name>`
 * what a manual start gave along. With a trigger, only what exists in its automations.
 */
export function fieldAt(path: string, trigger?: Trigger): Field | undefined {
  if (path.startsWith(ATTRIBUTE) && path.length > ATTRIBUTE.length) return attributeField(path.slice(ATTRIBUTE.length))
  const field =
    path.startsWith(INPUT) && path.length > INPUT.length
      ? inputField(path.slice(INPUT.length))
      : Object.hasOwn(fields, path)
        ? fields[path]
        : undefined
  return field && (!trigger || !field.with || field.with(trigger)) ? field : undefined
}

/** The names of the fields that exist in the automations of a trigger, attributes and inputs apart. */
export function fieldNames(trigger: Trigger): string[] {
  return Object.keys(fields).filter(name => fieldAt(name, trigger))
}

function attributeField(name: string): Field {
  return {
    type: 'any',
    words: `the contact's "${name}"`,
    certain: false,
    read: ({ contact }) =>
      Object.hasOwn(contact.attributes, name) ? (contact.attributes[name] ?? undefined) : undefined,
  }
}

function inputField(name: string): Field {
  return {
    type: 'any',
    words: `the given "${name}"`,
    certain: false,
    with: trigger => trigger.type === 'manual',
    read: ({ occasion }) =>
      occasion.type === 'manual' && occasion.input && Object.hasOwn(occasion.input, name)
        ? occasion.input[name]
        : undefined,
  }
}
