import { z } from 'zod'
import { ContactRef } from '../contact.ts'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'

export const statusChanged = defineEvent(
  'whatsapp.status.changed.v1',
  'WhatsApp tells what became of a message of ours.',
  z.strictObject({
    channel: z.string().min(1),
    messageId: z.string().min(1),
    /** `sent`, `delivered`, `read`, `played`, `failed`, or a word that is not known yet. */
    status: z.string().min(1),
    at: Instant,
    contact: ContactRef.optional(),
    /** Our own id of the message, echoed (`biz_opaque_callback_data`). */
    echoedId: z.string().optional(),
    /** The group it was said in; `contact` is then the member it reached. */
    groupId: z.string().optional(),
    errors: z.array(
      z.strictObject({
        code: z.int(),
        title: z.string().optional(),
        details: z.string().optional(),
        href: z.string().optional(),
      }),
    ),
    /** The conversation that is charged, in free entry points and older versions; `expiresAt` comes with `sent`. */
    conversation: z
      .strictObject({
        id: z.string().optional(),
        origin: z.string().optional(),
        expiresAt: Instant.optional(),
      })
      .optional(),
    pricing: z.unknown().optional(),
  }),
)
