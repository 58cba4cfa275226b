import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'
import { OutboundContent } from '../outbound-content.ts'
import { Requester } from '../requester.ts'
import { TemplateContent } from '../template-content.ts'

export const messageRequested = defineEvent(
  'message.requested.v1',
  'A message shall be sent to a contact.',
  z.strictObject({
    /** uuid; becomes the message's id, so that a repeated request is one message. `message.settled.v1` carries it. */
    requestId: z.uuid(),
    contactId: z.uuid(),
    requester: Requester,
    content: OutboundContent,
    /** Sent instead when the 24 hours in which we may write freely are over. */
    template: TemplateContent.optional(),
    /** Also for a contact who opted out: an answer to them, or what they paid for. */
    essential: z.boolean(),
    /** Also while a person answers the contact. Without it what an automation asks for is dropped then. */
    whileHandedOver: z.boolean().optional(),
    /** Not sent after this. */
    expiresAt: Instant.optional(),
  }),
)
