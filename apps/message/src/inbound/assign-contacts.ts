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
  /** Numbers that went to a new person. */
  readonly takenOver: readonly (Alias & { contactId: string })[]
}

/**
 * Finds or makes the contact of each sender. The user id decides: it is one person's for ever. A number alone leads to
 * its last owner, but not when the sender has another user id than that owner: numbers are given to new people, who
 * must never see the portraits of the one before.
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

  const contactIds = senders.map(sender => {
    const owner = ownerOf(sender)
    const contactId = owner ?? newId()
    if (owner === undefined) created.add(contactId)
    if (sender.userId !== undefined) userIds.set(contactId, sender.userId)
    for (const alias of sender.all) claim(alias, contactId, owner === undefined)
    return contactId
  })
  return { contactIds, created, added, takenOver }

  function ownerOf(sender: Names): string | undefined {
    for (const alias of sender.lookUp) {
      const owner = owners.get(aliasKey(alias))
      if (owner === undefined) continue
      const theirs = userIds.get(owner)
      const stranger = alias.kind === 'phone' && theirs && sender.userId !== undefined && theirs !== sender.userId
      if (!stranger) return owner
    }
    return undefined
  }

  function claim(alias: Alias, contactId: string, isNew: boolean): void {
    const key = aliasKey(alias)
    const owner = owners.get(key)
    if (owner === contactId) return
    if (owner === undefined) added.push({ ...alias, contactId })
    // Of two known contacts each keeps its names: making one of them out of two is a job of its own.
    else if (isNew) takenOver.push({ ...alias, contactId })
    else return
    owners.set(key, contactId)
  }
}
