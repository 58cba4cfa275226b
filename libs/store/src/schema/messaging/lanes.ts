import { sql } from 'drizzle-orm'
import { bigint, index, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'
import { contacts } from './contacts.ts'

/**
 * The delivery queue: one lane per contact, in which messages leave one after the other. A sender takes the lanes that
 * are due, instead of searching the messages; whoever adds a message makes its lane due.
 */
export const lanes = messagingSchema.table(
  'lanes',
  {
    contactId: uuid('contact_id')
      .primaryKey()
      .references(() => contacts.id),
    channel: text().notNull(),
    /** When to look at it again: now, the end of a lease, of a back-off, of a wait for a status. Null: nothing to send. */
    dueAt: timestamp('due_at', { withTimezone: true }),
    /** The last message that was put in: when that one is settled, the lane is empty. */
    tailSeq: bigint('tail_seq', { mode: 'number' }).notNull(),
    /** Counts what was put in. */
    pushes: bigint({ mode: 'number' }).notNull().default(1),
    /** Theoretical arrival time (GCRA) of the pair rate: Meta allows a burst, then one message in six seconds. */
    pairTat: timestamp('pair_tat', { withTimezone: true }),
    /** The message that left last: the next one waits until it is `sent` (in an album: `delivered`), or until then. */
    heldBy: uuid('held_by'),
    heldFor: text('held_for', { enum: ['sent', 'delivered'] }),
    heldUntil: timestamp('held_until', { withTimezone: true }),
  },
  table => [index('lanes_due').on(table.channel, table.dueAt).where(sql`${table.dueAt} is not null`)],
)
