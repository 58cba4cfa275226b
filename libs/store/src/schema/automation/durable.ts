import { effectsTable } from '../effects-table.ts'
import { inboxTable } from '../inbox-table.ts'
import { outboxTable } from '../outbox-table.ts'
import { automationSchema } from '../schemas.ts'

export const inbox = inboxTable(automationSchema)
export const outbox = outboxTable(automationSchema)
export const effects = effectsTable(automationSchema)
