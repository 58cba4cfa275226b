import { type Event, partitionOf, RejectedError, TransientError } from '@astria-bot/contracts'
import { createGroupCommit } from '../group-commit.ts'
import type { StoredEvent } from './consume.ts'
import type { Ownership } from './ownership.ts'
import type { SqlClient } from './sql-client.ts'
import { addEventAgain, addEvents } from './statements.ts'

/** Stores events, one transaction at a time: their ids are in the order in which they become visible. */
export interface EventPublisher {
  publish(events: readonly Event[]): Promise<void>
  /** Stores an event at the end, even if its id is known. */
  publishAgain(event: Event): Promise<void>
  idle(): Promise<void>
}

interface Outgoing {
  event: Event
  envelope: string
  again: boolean
}

/** What the publisher is made of; `stored` is called after the commit. */
export interface EventPublisherOptions {
  sql: SqlClient
  ownership: Ownership
  partitions: number
  stored: (events: readonly StoredEvent[]) => void
}

/** Makes the publisher. */
export function createEventPublisher({ sql, ownership, partitions, stored }: EventPublisherOptions): EventPublisher {
  const partitionFor = ({ event }: Outgoing) => partitionOf(event.subject, partitions)

  const insert = async (outgoing: readonly Outgoing[]) => {
    await sql.query(addEvents, [
      outgoing.map(({ event }) => event.id),
      outgoing.map(({ event }) => event.type),
      outgoing.map(partitionFor),
      outgoing.map(({ envelope }) => envelope),
    ])
  }
  const insertOne = async (outgoing: Outgoing) => {
    const { event, envelope, again } = outgoing
    if (again) await sql.query(addEventAgain, [event.id, event.type, partitionFor(outgoing), envelope])
    else await insert([outgoing])
  }

  /** False where the database refuses the value of one of them: each stands for itself then. */
  const insertTogether = (outgoing: readonly Outgoing[]) =>
    insert(outgoing).then(
      () => true,
      (error: unknown) => {
        if (isDataError(error)) return false
        throw new TransientError('the database did not store the events', { cause: error })
      },
    )

  const commit = async (outgoing: readonly Outgoing[]) => {
    ownership.assert()
    const failed = new Map<Outgoing, unknown>()
    const together = !outgoing.some(({ again }) => again) && (await insertTogether(outgoing))
    if (!together) {
      for (const one of outgoing) await insertOne(one).catch(cause => failed.set(one, refusal(cause)))
    }
    const added = outgoing.filter(one => !failed.has(one))
    stored(added.map(one => ({ type: one.event.type, partition: partitionFor(one) })))
    return failed
  }

  const group = createGroupCommit<Outgoing>({
    keyOf: ({ event, again }) => `${again}:${event.id}`,
    sizeOf: ({ envelope }) => envelope.length,
    maxItems: 1_000,
    maxBytes: 4_000_000,
    commit,
  })
  const outgoing = (event: Event, again: boolean) => ({ event, envelope: JSON.stringify(event), again })

  return {
    publish: events => group.add(events.map(event => outgoing(event, false))),
    publishAgain: event => group.add([outgoing(event, true)]),
    idle: () => group.idle(),
  }
}

/** SQLSTATE class 22: the value itself is refused, such as a NUL character in an id. */
function isDataError(error: unknown): boolean {
  return String((error as { code?: unknown }).code).startsWith('22')
}

function refusal(error: unknown): Error {
  if (isDataError(error)) return new RejectedError('refused', 'the database refuses the event', { cause: error })
  return new TransientError('the database did not store the event', { cause: error })
}
