import { createHash } from 'node:crypto'

/** A person with a phone, as WhatsApp knows them. */
export interface Phone {
  /** E.164 without the plus. */
  id: string
  name: string
  /** Business-scoped user id. */
  userId: string
  username?: string
  /** True: webhooks and answers carry only the business-scoped id. */
  hideNumber?: boolean
  /** They want no marketing: such templates are refused with 131050. */
  marketingStopped?: boolean
  /** Meta's clock of the 24-hour window: when this person last wrote. */
  lastInboundAt: number | null
  createdAt: number
}

const countries: readonly (readonly [prefix: string, country: string])[] = [
  ['972', 'IL'],
  ['44', 'GB'],
  ['49', 'DE'],
  ['33', 'FR'],
  ['55', 'BR'],
  ['91', 'IN'],
  ['1', 'US'],
]

const firstNames = ['Noa', 'Daniel', 'Maya', 'Yossi', 'Tamar', 'Avi', 'Shira', 'Omer', 'Lior', 'Adam', 'Yael', 'Ben']
const lastNames = ['Levi', 'Cohen', 'Mizrahi', 'Peretz', 'Biton', 'Friedman', 'Katz', 'Azulay', 'Dahan', 'Segal']

/** Everything about a new phone follows from its number, so that a restart without a data folder knows the same people. */
export function newPhone(id: string, now: number): Phone {
  const hash = createHash('sha256').update(`phone:${id}`).digest()
  const country = countries.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 'US'
  const digits = BigInt(`0x${hash.subarray(0, 12).toString('hex')}`)
    .toString()
    .slice(0, 20)
    .padStart(20, '7')
  const name = `${firstNames[hash[20]! % firstNames.length]} ${lastNames[hash[21]! % lastNames.length]}`
  return { id, name, userId: `${country}.${digits}`, lastInboundAt: null, createdAt: now }
}

/** `+972 50-000-0001`, `whatsapp:+972…` and `972500000001` are the same phone; null when it is no number. */
export function phoneNumber(text: string): string | null {
  const digits = text.replace(/[\s()+.-]/g, '')
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : null
}

/** `contacts[]` of a webhook. */
export function contactOf(phone: Phone): Record<string, unknown> {
  return {
    profile: { name: phone.name, ...(phone.username ? { username: phone.username } : {}) },
    ...(phone.hideNumber ? {} : { wa_id: phone.id }),
    user_id: phone.userId,
  }
}
