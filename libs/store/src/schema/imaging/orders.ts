import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { imagingSchema } from '../schemas.ts'

const time = (name: string) => timestamp(name, { withTimezone: true })

/** Paid orders and how far Astria is with them. */
export const orders = imagingSchema.table(
  'orders',
  {
    orderId: uuid('order_id').primaryKey(),
    contactId: uuid('contact_id').notNull(),
    packId: text('pack_id').notNull(),
    className: text('class_name').notNull(),
    /** The whole order as it was paid. */
    details: jsonb().notNull(),
    /** True for a new model, false for a saved one. */
    training: boolean().notNull(),
    /**
     * submitting → training → making → copying → delivered; or failed (not fulfilled: to be refunded), or stopped (the
     * money went back before it began).
     */
    state: text({ enum: ['submitting', 'training', 'making', 'copying', 'delivered', 'failed', 'stopped'] })
      .notNull()
      .default('submitting'),
    tuneId: text('tune_id'),
    /** Prompts of a saved model that were there before this order: written before the order is submitted. */
    knownPromptIds: text('known_prompt_ids').array(),
    /** How many portraits the pack promises; null where it does not say. */
    expectedCount: integer('expected_count'),
    eta: time('eta'),
    trainedAt: time('trained_at'),
    expiresAt: time('expires_at'),
    /** When Astria is asked next; callbacks pull it to now. */
    nextPollAt: time('next_poll_at'),
    polls: integer().notNull().default(0),
    /** After it, what is there is delivered, or the order fails. */
    deadline: time('deadline').notNull(),
    /** What was seen at the last poll, and since when: when nothing moves any more, nothing more is to come. */
    progress: text(),
    progressAt: time('progress_at').notNull().defaultNow(),
    /** Known when the prompts are settled. */
    complete: boolean(),
    error: text(),
    createdAt: time('created_at').notNull().defaultNow(),
    updatedAt: time('updated_at').notNull().defaultNow(),
  },
  table => [
    index().on(table.nextPollAt).where(sql`state in ('training', 'making')`),
    index().on(table.contactId),
    index().on(table.tuneId),
    index().on(table.createdAt, table.orderId),
    check(
      'orders_state',
      sql`state in ('submitting', 'training', 'making', 'copying', 'delivered', 'failed', 'stopped')`,
    ),
  ],
)
