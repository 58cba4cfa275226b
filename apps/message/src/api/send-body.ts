import { OutboundContent, TemplateContent } from '@astria-bot/contracts'
import { z } from 'zod'
import { Phone } from '../contacts/phone.ts'
import { ChannelOfPhone } from './contact-body.ts'

/** What is asked of `POST /api/messages/send`. */
export const SendBody = z
  .strictObject({
    contactId: z.uuid().optional(),
    phone: Phone.optional().describe('Instead of the contact’s id; with its country code.'),
    channel: ChannelOfPhone,
    content: OutboundContent,
    template: TemplateContent.optional().describe('Sent instead when the 24 hours are over.'),
    essential: z
      .boolean()
      .default(false)
      .describe('Also to a contact who opted out: an answer, or what they paid for.'),
    expiresAt: z.iso.datetime().optional().describe('Not sent after this.'),
  })
  .refine(({ contactId, phone }) => (contactId === undefined) !== (phone === undefined), {
    message: 'either contactId or phone',
    path: ['contactId'],
  })
  .refine(({ contactId, channel }) => contactId === undefined || channel === undefined, {
    message: 'a contact is written to from the number that they wrote to',
    path: ['channel'],
  })
export type SendBody = z.infer<typeof SendBody>
