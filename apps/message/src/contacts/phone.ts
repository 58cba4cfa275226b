import { z } from 'zod'

/** A phone number with its country code, in any of the usual spellings; becomes digits, as WhatsApp writes it. */
export const Phone = z
  .string()
  .max(40)
  .regex(/^\+?[\d\s().-]+$/, 'a phone number with its country code')
  .transform(text => text.replace(/\D/g, ''))
  .pipe(z.string().regex(/^[1-9]\d{6,14}$/, 'a phone number with its country code'))
