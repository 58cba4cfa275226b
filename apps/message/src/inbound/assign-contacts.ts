import type { Alias, KnownAlias } from '../sql/find-aliases.ts'
import { aliasKey, type Names } from './names-of.ts'

/** Whose message each one is. */
export interface Assignment {
  /** By the position of the names that were given. */
  readonly contactIds: readonly string[]
  /** Contacts that are not there yet. */
  readonly created: ReadonlySet<string>
  /** Names nobody had. */
  readonly added: readonly (Alias & { contactId: string })[]
  /** Numbers that went to another person. */
  readonly takenOver: readonly (Alias & { contactId: string })[]
  /** Pairs of known contacts who are one person. */
  readonly same: readonly (readonly [string, string])[]
}

/**
 * Finds or makes the contact of each sender. The user id decides: it is one person's for ever. A number alone leads to
 * its last owner, but not when the sender has another user id than that owner: numbers are given to new people, who
 * must never see the portraits of the one before. Two known contacts are one person if somebody goes by names of both,
 * unless the one who has the number is a stranger in that sense.
 */
export function assignContacts(
  senders: readonly Names[],
  known: readonly KnownAlias[],
  newId: () => string,
): Assignment {
  const owners = new Map(known.map(alias => [aliasKey(alias), alias.contactId]))
  const userIds = new Map(known.map(alias => [alias.contactId, alias.userId]))
  const created = new Set<string>()
  const added: (Alias & { contactId: string })[] = []
  const takenOver: (Alias & { contactId: string })[] = []
  const same: [string, string][] = []

  const contactIds = senders.map(sender => {
    const owner = ownerOf(sender)
    const contactId = owner ?? newId()
    if (owner === undefined) created.add(contactId)
    for (const alias of sender.all) claim(alias, contactId, { sender, isNew: owner === undefined })
    if (sender.userId !== undefined) userIds.set(contactId, sender.userId)
    return contactId
  })
  return { contactIds, created, added, takenOver, same }

  function ownerOf(sender: Names): string | undefined {
    for (const alias of sender.lookUp) {
      const owner = owners.get(aliasKey(alias))
      if (owner === undefined) continue
      if (!isStranger(alias, owner, sender.userId)) return owner
    }
    return undefined
  }

  /** Whether a number belonged to somebody else. */
  function isStranger({ kind }: Alias, owner: string, userId: string | null | undefined): boolean {
    const theirs = userIds.get(owner)
    return kind === 'phone' && Boolean(theirs && userId) && theirs !== userId
  }

  function claim(alias: Alias, contactId: string, { sender, isNew }: { sender: Names; isNew: boolean }): void {
    const key = aliasKey(alias)
    const owner = owners.get(key)
    if (owner === contactId) return
    if (owner === undefined) added.push({ ...alias, contactId })
    // Who is made right now is not there to be merged or robbed: the next message with these names does it.
    else if (created.has(owner)) return
    else if (isNew || isStranger(alias, owner, sender.userId ?? userIds.get(contactId)))
      takenOver.push({ ...alias, contactId })
    else {
      same.push([contactId, owner])
      return
    }
    owners.set(key, contactId)
  }
}
