import { effectsTable } from '../effects-table.ts'
import { inboxTable } from '../inbox-table.ts'
import { outboxTable } from '../outbox-table.ts'
import { paymentsSchema } from '../schemas.ts'

export const inbox = inboxTable(paymentsSchema)
export const outbox = outboxTable(paymentsSchema)
export const effects = effectsTable(paymentsSchema)
