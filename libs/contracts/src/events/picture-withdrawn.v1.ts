import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const pictureWithdrawn = defineEvent(
  'picture.withdrawn.v1',
  'A customer took back a picture that no order trains with: it is not to be kept.',
  z.strictObject({ pictureId: z.uuid(), contactId: z.uuid() }),
)
