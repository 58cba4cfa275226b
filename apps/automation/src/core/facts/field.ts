import type { Trigger } from '../definition/trigger.ts'
import type { Facts } from './facts.ts'

/** What kind of value a field holds; it decides how it is compared and written. */
export type FieldType = 'text' | 'choice' | 'number' | 'flag' | 'tags' | 'instant' | 'date' | 'clock' | 'any'

/** The value of a field; an `instant` is a number of milliseconds. Undefined: there is none. */
export type Value = string | number | boolean | readonly string[] | undefined

/** Something that conditions compare and texts name, by a path such as `contact.name`. */
export interface Field {
  readonly type: FieldType
  /** In a sentence: "the contact's name". */
  readonly words: string
  /** There is always a value. */
  readonly certain: boolean
  readonly choices?: readonly string[]
  /** Its values in the automations of a trigger, where these are fewer; undefined: it may have others. */
  readonly choicesWith?: (trigger: Trigger) => readonly string[] | undefined
  /** Why no contact can ever have this value, in a sentence; undefined: one may. */
  readonly refuses?: (text: string) => string | undefined
  /** Of an instant: it is never still to come. */
  readonly past?: true
  /** With which triggers it exists; without, with all. */
  readonly with?: (trigger: Trigger) => boolean
  readonly read: (facts: Facts) => Value
}
