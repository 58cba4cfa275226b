import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { Instant } from '../instant.ts'

export const automationExecuted = defineEvent(
  'automation.executed.v1',
  'An execution of an automation came to its end.',
  z.strictObject({
    automationId: z.uuid(),
    version: z.int().positive(),
    executionId: z.uuid(),
    contactId: z.uuid(),
    outcome: z.enum(['completed', 'stopped', 'skipped', 'failed']),
    /** Why it was stopped or skipped, or how it failed: a short word. */
    reason: z.string().optional(),
    startedAt: Instant,
    endedAt: Instant,
  }),
)
