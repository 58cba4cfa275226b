import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { TemplateNeeds } from '../template-needs.ts'

export const templateChanged = defineEvent(
  'template.changed.v1',
  'A message template as it is now. Told only once the whole list of its account was read, and then of every template in it. The subject is the account.',
  z.strictObject({
    /** The WhatsApp business account, or Twilio's AccountSid. */
    account: z.string().min(1),
    name: z.string().min(1),
    /** As in requests: `en_US`. */
    language: z.string().min(1),
    /** As WhatsApp says it: `APPROVED`, `PAUSED`, `REJECTED`, …; `DELETED` when it is in the list no more. */
    status: z.string().min(1),
    /** Null: what it consists of is not known. */
    needs: TemplateNeeds.nullable(),
  }),
)
