import { pgSchema } from 'drizzle-orm/pg-core'

/** What message writes: contacts, conversations, messages. */
export const messagingSchema = pgSchema('messaging')
/** What image writes: pictures, tunes, packs, results. */
export const imagingSchema = pgSchema('imaging')
/** What payment writes: orders, checkouts, payments, the ledger. */
export const paymentsSchema = pgSchema('payments')
/** What automation writes: rules, schedules, executions. */
export const automationSchema = pgSchema('automation')
/** What belongs to no app: runs of jobs, the in-process bus. */
export const opsSchema = pgSchema('ops')
