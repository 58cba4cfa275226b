import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'

export const pictureSubmitted = defineEvent(
  'picture.submitted.v1',
  'A customer who gave consent sent a picture to train with.',
  z.strictObject({
    pictureId: z.uuid(),
    contactId: z.uuid(),
    channel: z.string(),
    messageId: z.string(),
    mediaId: z.string().min(1),
    mimeType: z.string(),
    sha256: z.string().optional(),
    url: z.string().optional(),
    /** The set it belongs to: a new one begins when the customer starts over. */
    setId: z.uuid(),
    sentAt: Instant,
  }),
)
