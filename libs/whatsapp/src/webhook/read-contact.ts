import type { ContactRef } from '@astria-bot/contracts'
import { type Fields, fields, id, list, present, text, textId } from '../values.ts'

/** The ids that an item itself names. */
export interface Ids {
  readonly userId: string | undefined
  readonly phone: string | undefined
  readonly parentUserId?: string | undefined
  readonly identityHash?: string | undefined
}

/** A number as everything inside has it: digits, no `+`. */
export const phoneOf = (value: unknown): string | undefined => textId(id(value))?.replace(/^\+(?=\d)/, '')

/** The people a change describes; found by their ids, as the list may be shorter than that of the messages, or absent. */
export function readPeople(value: unknown): readonly Fields[] {
  return list(value)
    .map(fields)
    .filter(one => one !== undefined)
}

/** Puts together what the item and the list of people say about one contact; undefined when neither id is known. */
export function readContact(ids: Ids, people: readonly Fields[]): ContactRef | undefined {
  const person = people.find(
    ({ user_id, wa_id }) =>
      (ids.userId !== undefined && user_id === ids.userId) || (ids.phone !== undefined && phoneOf(wa_id) === ids.phone),
  )
  const userId = ids.userId ?? textId(person?.user_id)
  const phone = ids.phone ?? phoneOf(person?.wa_id)
  if (userId === undefined && phone === undefined) return undefined
  const profile = fields(person?.profile)
  return present({
    userId,
    parentUserId: ids.parentUserId ?? textId(person?.parent_user_id),
    phone,
    name: text(profile?.name),
    username: text(profile?.username),
    identityHash: text(person?.identity_key_hash) ?? ids.identityHash,
  }) as ContactRef
}
