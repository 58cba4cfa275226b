import { randomUUID } from 'node:crypto'

/** Of a UUID, because Node keeps randomness for those ready: thousands of ids a second. */
const hex = (length: number) => randomUUID().replaceAll('-', '').slice(-length).toUpperCase()

/** A message id built as WhatsApp builds it: the phone, the direction and a random key, base64. */
export function messageId(phone: string, from: 'phone' | 'business'): string {
  const number = Buffer.from(phone)
  const key = from === 'phone' ? `\x15\x02\x00\x12\x18\x14${hex(20)}\x00` : `\x15\x02\x00\x11\x18\x12${hex(18)}\x00`
  const bytes = Buffer.concat([Buffer.from([0x1c, 0x18, number.length]), number, Buffer.from(key, 'latin1')])
  return `wamid.${bytes.toString('base64')}`
}
