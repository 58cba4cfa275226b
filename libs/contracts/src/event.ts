import { z } from 'zod'

/** A type of event: the value is the name, the stream's subject prefix and the schema of `data`, all at once. */
export interface EventDefinition<Type extends string = string, Data = unknown> {
  readonly type: Type
  readonly description: string
  readonly schema: z.ZodType<Data>
}

/** Defines one version of one event. A released version never changes: a new shape is a new version in a new file. */
export function defineEvent<const Type extends string, Data>(
  type: Type,
  description: string,
  schema: z.ZodType<Data>,
): EventDefinition<Type, Data> {
  return { type, description, schema }
}

/** The data that a definition describes. */
export type DataOf<Definition> = Definition extends EventDefinition<string, infer Data> ? Data : never

/**
 * CloudEvents 1.0 attributes (https://github.com/cloudevents/spec) as this system uses them. `subject` is the key of
 * the contact (never a phone number): events with the same subject are handled in order.
 */
export interface Event<Type extends string = string, Data = unknown> {
  readonly specversion: '1.0'
  /** Unique per event. Where a provider has an id of its own, derived from it, so that a repeated webhook has the same id. */
  readonly id: string
  /** The app that publishes it, such as `gateway`. */
  readonly source: string
  readonly type: Type
  /** ISO 8601, UTC. */
  readonly time: string
  readonly subject: string
  readonly data: Data
  readonly traceparent?: string
  /** The id of the event that led to this one. */
  readonly causationid?: string
}

const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(256),
  source: z.string().min(1),
  type: z.string().min(1),
  time: z.iso.datetime(),
  subject: z.string().min(1).max(256),
  data: z.unknown(),
  traceparent: z.string().optional(),
  causationid: z.string().optional(),
})

/** What `createEvent` needs beside the data. */
export interface EventAttributes {
  id: string
  source: string
  subject: string
  time: Date
  traceparent?: string | undefined
  causationid?: string | undefined
}

/** Builds an event. The data is trusted to fit its type: it comes from our own typed code. */
export function createEvent<Type extends string, Data>(
  definition: EventDefinition<Type, Data>,
  attributes: EventAttributes,
  data: NoInfer<Data>,
): Event<Type, Data> {
  const { id, source, subject, time, traceparent, causationid } = attributes
  return {
    specversion: '1.0',
    id,
    source,
    type: definition.type,
    time: time.toISOString(),
    subject,
    data,
    ...(traceparent === undefined ? {} : { traceparent }),
    ...(causationid === undefined ? {} : { causationid }),
  }
}

/** Reads an envelope, without looking into `data`. Throws a ZodError if it is none. */
export function parseEnvelope(value: unknown): Event {
  return Envelope.parse(value) as Event
}

/** Whether an event is of a definition's type; narrows it. Its data was checked by `parseEvent` when it came in. */
export function isEvent<Type extends string, Data>(
  definition: EventDefinition<Type, Data>,
  event: Event,
): event is Event<Type, Data> {
  return event.type === definition.type
}
