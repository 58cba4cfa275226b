import { TransientError } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { newId } from '../ids/new-id.ts'
import { addContacts } from '../sql/add-contacts.ts'
import { saveDetails } from '../sql/contact-details.ts'
import { type Alias, findAliases, type KnownAlias } from '../sql/find-aliases.ts'
import { insertAliases } from '../sql/insert-aliases.ts'
import { rows } from '../sql/rows.ts'
import type { Writes } from '../turns/writes.ts'
import { changeDetails, type DetailsChange, noDetails } from './contact-details.ts'

/** Somebody whose number we know before they write. */
export interface AddedContact extends DetailsChange {
  channel: string
  phone: string
}

/** Who has a number; they are added if nobody has it. Throws TransientError when somebody else adds them right now. */
export async function addContact(
  tx: Transaction,
  { channel, phone, ...details }: AddedContact,
  { writes, nowMs }: { writes: Writes; nowMs: number },
): Promise<{ contactId: string; isNew: boolean }> {
  const known = await findByPhone(tx, channel, phone)
  if (known !== null) return { contactId: known, isNew: false }
  const contactId = newId(nowMs)
  const alias = { channel, kind: 'phone', value: phone, contactId } as const
  await tx.query(addContacts, [contactId, channel, phone])
  await tx.query(saveDetails, [rows([{ id: contactId, ...changeDetails(noDetails, details) }])])
  const [owned] = await tx.query<Alias & { contactId: string }>(insertAliases, [rows([alias])])
  if (owned?.contactId !== contactId) throw new TransientError('the contact is being made by somebody else')
  writes.introduced.add(contactId)
  writes.told.set(contactId, undefined)
  return { contactId, isNew: true }
}

/** Who is reached under a number; null if nobody is. */
export async function findByPhone(tx: Transaction, channel: string, phone: string): Promise<string | null> {
  const found = await tx.query<KnownAlias>(findAliases, [[channel], [phone]])
  return found.find(({ kind }) => kind === 'phone')?.contactId ?? null
}
