import { type DataOf, type Event, type EventDefinition, parseEnvelope } from './event.ts'
import * as events from './events.ts'

/** Every event there is, by its type. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(
  (Object.values(events) as EventDefinition[]).map(definition => [definition.type, definition]),
)

type Definitions = (typeof events)[keyof typeof events]

/** Any event of the catalogue, told apart by its `type`. */
export type KnownEvent = { [D in Definitions as D['type']]: Event<D['type'], DataOf<D>> }[Definitions['type']]

/**
 * Reads an event from outside the process: envelope and data. Throws a ZodError if either does not fit, or an Error
 * if the type is not in the catalogue.
 */
export function parseEvent(value: unknown): KnownEvent {
  const event = parseEnvelope(value)
  const definition = catalogue.get(event.type)
  if (!definition) throw new Error(`unknown event type ${event.type}`)
  return { ...event, data: definition.schema.parse(event.data) } as KnownEvent
}
