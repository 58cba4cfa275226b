import { z } from 'zod'

/** Who asks for something to be done to a contact: an execution of an automation, or a person behind an API key. */
export const Requester = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('automation'), automationId: z.uuid(), executionId: z.uuid() }),
  z.strictObject({ kind: z.literal('operator'), name: z.string().min(1) }),
])
export type Requester = z.infer<typeof Requester>
