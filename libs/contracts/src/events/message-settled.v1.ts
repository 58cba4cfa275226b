import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'

export const messageSettled = defineEvent(
  'message.settled.v1',
  'What became of a message that was asked for; of those of the conversation itself, what failed or was dropped.',
  z.strictObject({
    contactId: z.uuid(),
    outboundId: z.uuid(),
    /**
     * `parked`: not now, for a reason that `reason` names (the 24 hours are over, the template is missing); it may still be
     * sent. `dropped`: not sent any more (opted out, too late).
     */
    state: z.enum(['parked', 'sent', 'delivered', 'read', 'failed', 'dropped']),
    at: Instant,
    errorCode: z.int().optional(),
    /** Of a failure: whose fault it is (`recipient`, `request`, `media`, `account` …); absent where nobody knows. */
    errorClass: z.string().optional(),
    reason: z.string().optional(),
  }),
)
