import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const astriaCallbackReceived = defineEvent(
  'astria.callback.received.v1',
  'Astria called one of our signed links. The body is only a hint: the truth is read from Astria.',
  z.strictObject({
    orderId: z.uuid(),
    kind: z.enum(['tune', 'prompt', 'prompts']),
    body: z.unknown(),
  }),
)
