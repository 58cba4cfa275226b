import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { FileRef } from '../file-ref.ts'

export const portraitsReady = defineEvent(
  'portraits.ready.v1',
  'The portraits of an order lie in our storage. An order may have more than one, each with other portraits.',
  z.strictObject({
    orderId: z.uuid(),
    contactId: z.uuid(),
    tuneId: z.string().min(1),
    portraits: z.array(z.strictObject({ portraitId: z.uuid(), file: FileRef })),
    /** False when pictures are missing that were paid for: a person looks after it. */
    complete: z.boolean(),
  }),
)
