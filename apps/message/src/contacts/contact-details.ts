import { type Attributes, RejectedError } from '@astria-bot/contracts'
import type { Language } from '@astria-bot/conversation'

/** What an operator or an automation may write down about a contact. */
export interface ContactDetails {
  readonly name: string | null
  readonly language: Language | null
  readonly timeZone: string | null
  readonly birthday: string | null
  readonly tags: readonly string[]
  readonly attributes: Attributes
}

/** What shall change: what is absent stays. */
export interface DetailsChange {
  name?: string | null | undefined
  language?: Language | undefined
  timeZone?: string | null | undefined
  birthday?: string | null | undefined
  /** All of them; instead of adding and removing. */
  tags?: readonly string[] | undefined
  addTags?: readonly string[] | undefined
  removeTags?: readonly string[] | undefined
  /** Set one by one; null removes one. */
  attributes?: Attributes | undefined
}

/** A contact carries no more than this: it goes whole into every event about it. */
export const detailLimits = { tags: 100, attributes: 100, attributeBytes: 16 * 1024 } as const

export const noDetails: ContactDetails = {
  name: null,
  language: null,
  timeZone: null,
  birthday: null,
  tags: [],
  attributes: {},
}

/** The details after a change. Throws RejectedError for what cannot be kept; its code says why. */
export function changeDetails(before: ContactDetails, change: DetailsChange): ContactDetails {
  const given = <T>(value: T | undefined, old: T) => (value === undefined ? old : value)
  const after = {
    name: given(change.name, before.name),
    language: given(change.language, before.language),
    timeZone: given(change.timeZone, before.timeZone),
    birthday: given(change.birthday, before.birthday),
    tags: changeTags(before.tags, change),
    attributes: changeAttributes(before.attributes, change.attributes ?? {}),
  }
  if (after.timeZone !== null && !isTimeZone(after.timeZone))
    throw new RejectedError('bad_time_zone', 'no such time zone')
  if (after.birthday !== null && !isBirthday(after.birthday)) throw new RejectedError('bad_birthday', 'no such day')
  return after
}

function changeTags(before: readonly string[], { tags, addTags = [], removeTags = [] }: DetailsChange): string[] {
  const gone = new Set(removeTags)
  const after = [...new Set([...(tags ?? before), ...addTags])].filter(tag => !gone.has(tag))
  if (after.length > detailLimits.tags) throw new RejectedError('too_many_tags', 'a contact has too many tags')
  return after
}

function changeAttributes(before: Attributes, change: Attributes): Attributes {
  const after = Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value !== null))
  const names = Object.keys(after)
  // A control character in a name is nothing that anybody means, and NUL is nothing that Postgres keeps.
  if (names.some(name => /\p{C}/u.test(name))) throw new RejectedError('bad_attribute', 'the name of an attribute')
  if (names.length > detailLimits.attributes || Buffer.byteLength(JSON.stringify(after)) > detailLimits.attributeBytes)
    throw new RejectedError('too_many_attributes', 'a contact has too many attributes')
  return after
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null
  } catch {
    return false
  }
}

/** `--02-29` is a day of some years. */
function isBirthday(text: string): boolean {
  const [, month, day] = /(\d\d)-(\d\d)$/.exec(text) ?? []
  const year = text.startsWith('-') ? 2000 : Number(text.slice(0, 4))
  const date = new Date(Date.UTC(year, Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}
