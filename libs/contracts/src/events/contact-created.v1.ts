import { z } from 'zod'
import { Language } from '../contact.ts'
import { defineEvent } from '../event.ts'

export const contactCreated = defineEvent(
  'contact.created.v1',
  'Somebody wrote for the first time.',
  z.strictObject({ contactId: z.uuid(), channel: z.string(), language: Language }),
)
