import { z } from 'zod'
import { AccountChange } from '../account-change.ts'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'

export const accountChanged = defineEvent(
  'whatsapp.account.changed.v1',
  'Anything of a webhook that is neither a message nor a status: templates, quality, bans, preferences, errors, unknown fields.',
  z.strictObject({
    /** The id of the WhatsApp business account. */
    account: z.string(),
    channel: z.string().optional(),
    field: z.string().min(1),
    at: Instant,
    change: AccountChange,
    /** As it came. */
    value: z.unknown(),
  }),
)
