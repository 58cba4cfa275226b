import type { Journal } from '../storage/journal.ts'
import { newPhone, type Phone } from './phone.ts'

export interface PhoneBook {
  find(id: string): Phone | undefined
  findByUserId(userId: string): Phone | undefined
  /** The phone of this number; it comes into being on first use. */
  ensure(id: string): Phone
  change(id: string, changes: Partial<Omit<Phone, 'id' | 'userId'>>): Phone
  all(): Phone[]
}

export function createPhoneBook(journal: Journal): PhoneBook {
  const phones = journal.table<Phone>('phones')
  const byUserId = new Map<string, string>()
  for (const phone of phones.all()) byUserId.set(phone.userId, phone.id)

  const ensure = (id: string) => {
    const known = phones.get(id)
    if (known) return known
    const phone = phones.put(newPhone(id, Date.now()))
    byUserId.set(phone.userId, id)
    return phone
  }
  return {
    find: id => phones.get(id),
    findByUserId: userId => phones.get(byUserId.get(userId) ?? ''),
    ensure,
    change: (id, changes) => phones.put({ ...ensure(id), ...changes }),
    all: () => [...phones.all()],
  }
}
