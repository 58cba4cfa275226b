import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const erasureRequested = defineEvent(
  'erasure.requested.v1',
  'A customer wants everything about them deleted.',
  z.strictObject({ contactId: z.uuid() }),
)
