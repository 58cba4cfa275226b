import { present, textId } from '../values.ts'
import { phoneOf } from '../webhook/read-contact.ts'

/** Whom a change is about: at least one id, if WhatsApp tells. */
export const personIn = (phone: unknown, userId: unknown): { phone?: string; userId?: string } =>
  present({ phone: phoneOf(phone), userId: textId(userId) }) as { phone?: string; userId?: string }
