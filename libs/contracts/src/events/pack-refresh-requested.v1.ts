import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const packRefreshRequested = defineEvent(
  'pack.refresh.requested.v1',
  'An operator or a scheduler asks for the packs and their example media to be read anew.',
  z.strictObject({ packId: z.string().optional() }),
)
