import { integer, text, timestamp } from 'drizzle-orm/pg-core'
import { messagingSchema } from '../schemas.ts'

/**
 * Our business numbers: what each may do, and how fast all replicas together send from it. A row is brought up to date
 * from the settings at every start; the token itself is never stored.
 */
export const channels = messagingSchema.table('channels', {
  /** Meta's phone_number_id, or the digits of a number at Twilio. Every contact and message names it. */
  id: text().primaryKey(),
  provider: text({ enum: ['cloud', 'twilio'] }).notNull(),
  /** The number as people see it, in digits, once a webhook has told: some changes name it in no other way. */
  displayNumber: text('display_number'),
  /** The WhatsApp business account, or Twilio's AccountSid. */
  account: text(),
  /** The name of the setting that holds the token. */
  tokenName: text('token_name').notNull(),
  /** A few bits of the token's SHA-256: another token than the one that was refused is tried at once. */
  tokenFingerprint: text('token_fingerprint').notNull(),
  ratePerSecond: integer('rate_per_second').notNull(),
  pairBurst: integer('pair_burst').notNull(),
  pairIntervalMs: integer('pair_interval_ms').notNull(),
  /** Theoretical arrival time (GCRA) of the number's rate: shared by all replicas. */
  sendsTat: timestamp('sends_tat', { withTimezone: true }),
  /** WhatsApp said "too fast": nothing leaves until then. `slowed` counts how often in a row. */
  slowUntil: timestamp('slow_until', { withTimezone: true }),
  slowed: integer().notNull().default(0),
  /** `stopped`: WhatsApp refuses the account, or a person said so; the queue is kept. */
  state: text({ enum: ['active', 'stopped'] })
    .notNull()
    .default('active'),
  stopReason: text('stop_reason'),
  stopCode: integer('stop_code'),
  stoppedAt: timestamp('stopped_at', { withTimezone: true }),
  /** When it was last set going again: what was told about the time before is over. */
  resumedAt: timestamp('resumed_at', { withTimezone: true }),
  /** When one message is tried, to see whether it works again. Null: only a person or another token sets it going. */
  retryAt: timestamp('retry_at', { withTimezone: true }),
  /** Refusals in a row. */
  stops: integer().notNull().default(0),
  /** As Meta tells: GREEN, YELLOW, RED; and how many new people it may write to in a day. */
  quality: text(),
  messagingTier: text('messaging_tier'),
  /** Until then WhatsApp lets nobody be written to who did not write first: templates wait. */
  restrictedUntil: timestamp('restricted_until', { withTimezone: true }),
  /** When the templates of the account are to be read again, and when they were. */
  templatesDueAt: timestamp('templates_due_at', { withTimezone: true }).notNull().defaultNow(),
  templatesReadAt: timestamp('templates_read_at', { withTimezone: true }),
  /** When the provider is to be asked again what it received, and up to when every message of customers is known. */
  receivedDueAt: timestamp('received_due_at', { withTimezone: true }).notNull().defaultNow(),
  receivedUntil: timestamp('received_until', { withTimezone: true }).notNull().defaultNow(),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})
