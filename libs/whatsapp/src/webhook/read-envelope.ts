import { digits, type Fields, fields, id, list, text, textId } from '../values.ts'
import { readPeople } from './read-contact.ts'

/** One account's part of a webhook. */
export interface Entry {
  /** The id of the WhatsApp business account. */
  readonly account: string
  readonly time: unknown
  readonly changes: readonly unknown[]
}

/** One change, with what applies to all updates in it. */
export interface Change {
  readonly account: string
  readonly time: unknown
  readonly field: string
  /** Undefined when it is not an object. */
  readonly value: Fields | undefined
  readonly raw: unknown
  /** The business number: of this very change, as a webhook may hold several. */
  readonly channel: string | undefined
  /** The same as people see it, in digits. */
  readonly displayNumber: string | undefined
  readonly people: readonly Fields[]
}

/** Reads an item of `entry[]`; an entry without changes is one change that cannot be read. */
export function readEntry(value: unknown): Entry {
  const entry = fields(value)
  const changes = list(entry?.changes)
  return { account: id(entry?.id) ?? '', time: entry?.time, changes: changes.length === 0 ? [value] : changes }
}

/** Reads an item of `changes[]`. */
export function changeOf(entry: Entry, raw: unknown): Change {
  const change = fields(raw)
  const value = fields(change?.value)
  return {
    account: entry.account,
    time: entry.time,
    field: text(change?.field) ?? (value?.messages || value?.statuses ? 'messages' : 'unknown'),
    value,
    raw,
    channel: textId(id(fields(value?.metadata)?.phone_number_id)),
    displayNumber: digits(fields(value?.metadata)?.display_phone_number),
    people: readPeople(value?.contacts),
  }
}
