import { effectsTable } from '../effects-table.ts'
import { inboxTable } from '../inbox-table.ts'
import { outboxTable } from '../outbox-table.ts'
import { messagingSchema } from '../schemas.ts'

export const inbox = inboxTable(messagingSchema)
export const outbox = outboxTable(messagingSchema)
export const effects = effectsTable(messagingSchema)
