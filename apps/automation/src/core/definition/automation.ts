import { z } from 'zod'
import { MissedRule } from '../time/missed.ts'
import { QuietHours } from '../time/quiet-hours.ts'
import { TimeZone } from '../time/schemas.ts'
import { Expression } from './expression.ts'
import { Step } from './step.ts'
import { Trigger } from './trigger.ts'

const count = z.int().positive().max(1_000_000).optional()

/**
 * How often it may run, and how much it may say. A contact's day begins at midnight where the contact is (in the
 * automation's zone, where theirs is not known), the day of all contacts in the automation's zone.
 */
export const Limits = z.strictObject({
  /** Executions for one contact, ever. */
  perContact: count,
  /** Executions that begin for one contact on one of their days. */
  perContactPerDay: count,
  /** Executions that begin for all contacts together. */
  perDay: count,
  /** Messages to one contact on one of their days, of all its executions: what is beyond it is left out. */
  messagesPerContactPerDay: count,
})
export type Limits = z.infer<typeof Limits>

/** An automation as it is written, exported and imported: whether, when, for whom and what. Ids and versions are the store's. */
export const Automation = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    description: z.string().max(1000).optional(),
    enabled: z.boolean().default(true),
    /** Where several fit one message, the higher goes first. */
    priority: z.int().min(0).max(1000).default(100),
    /** When it has fitted a message, those with a lower priority do not get it. */
    exclusive: z.boolean().default(false),
    /** Where the contact's zone is not known; and where its days begin. */
    timeZone: TimeZone.default('UTC'),
    trigger: Trigger,
    /** Only if this holds when it starts. */
    conditions: Expression.optional(),
    steps: z.array(Step).min(1, 'An automation without a step does nothing.').max(100),
    limits: Limits.default({}),
    quietHours: QuietHours.optional(),
    /** A message of the contact ends the sequence while it waits. */
    stopOnReply: z.boolean().default(false),
    missed: MissedRule.default({ rule: 'last', withinHours: 12 }),
  })
  .meta({ id: 'Automation' })
export type Automation = z.infer<typeof Automation>
