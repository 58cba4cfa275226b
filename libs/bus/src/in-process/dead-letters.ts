import { RejectedError } from '@astria-bot/contracts'
import type { DeadLetters } from '../dead-letter.ts'
import { readDeadEvent, readEnvelopeText } from '../read-dead-event.ts'
import type { EventPublisher } from './publish-events.ts'
import type { SqlClient } from './sql-client.ts'
import { findDead, listDead, removeDead } from './statements.ts'

/** Reads and replays the dead letters in the database. */
export function createStoredDeadLetters(sql: SqlClient, publisher: EventPublisher): DeadLetters {
  return {
    async list({ durable, limit = 100 } = {}) {
      const { rows } = await sql.query(listDead, [durable ?? null, limit])
      return rows.map(({ id, durable, stream, reason, code, deliveries, event, died_at }) => ({
        id: String(id),
        durable,
        stream,
        reason,
        code,
        deliveries,
        time: new Date(died_at).toISOString(),
        event: readEnvelopeText(event),
      }))
    },
    async replay(id) {
      const { rows } = /^\d{1,18}$/.test(id) ? await sql.query(findDead, [id]) : { rows: [] }
      const [row] = rows
      if (!row) throw new RejectedError('not_found', 'there is no such dead letter')
      await publisher.publishAgain(readDeadEvent(readEnvelopeText(row.event)))
      await sql.query(removeDead, [id])
    },
  }
}
