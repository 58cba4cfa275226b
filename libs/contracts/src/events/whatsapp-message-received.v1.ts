import { z } from 'zod'
import { ContactRef } from '../contact.ts'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'
import { MessageContent, MessageContext } from '../message-content.ts'

export const messageReceived = defineEvent(
  'whatsapp.message.received.v1',
  'A customer wrote to us.',
  z.strictObject({
    /** The business number it was sent to: Meta's phone_number_id. */
    channel: z.string().min(1),
    /** The same number as people see it, in digits: some changes name it in no other way. */
    displayNumber: z.string().optional(),
    /** The provider's id of the message (`wamid.…`). */
    messageId: z.string().min(1),
    contact: ContactRef,
    sentAt: Instant,
    content: MessageContent,
    context: MessageContext.optional(),
    /** The advertisement that led here, as it came. */
    referral: z.unknown().optional(),
    groupId: z.string().optional(),
  }),
)
