import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const erasureDone = defineEvent(
  'erasure.done.v1',
  'One app has deleted what it kept about a contact.',
  z.strictObject({ contactId: z.uuid(), app: z.string() }),
)
