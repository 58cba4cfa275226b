import { effectsTable } from '../effects-table.ts'
import { inboxTable } from '../inbox-table.ts'
import { outboxTable } from '../outbox-table.ts'
import { imagingSchema } from '../schemas.ts'

export const inbox = inboxTable(imagingSchema)
export const outbox = outboxTable(imagingSchema)
export const effects = effectsTable(imagingSchema)
