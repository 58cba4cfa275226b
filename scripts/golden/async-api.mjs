import { readFileSync } from 'node:fs'
import { catalogue, streamOf } from '@astria-bot/contracts'
import { z } from 'zod'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/** AsyncAPI 3.0 of every event in the catalogue: a channel per type, the payload as JSON Schema. */
export async function asyncApi() {
  const definitions = [...catalogue.values()].toSorted((a, b) => (a.type < b.type ? -1 : 1))
  const entries = make => Object.fromEntries(definitions.map(definition => [definition.type, make(definition)]))
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Astria Bot events',
      version,
      description:
        'CloudEvents 1.0 as JSON on NATS JetStream. The subject on the wire is `<type>.<partition>`; the partition is a hash of the event’s subject (the contact), so that one contact’s events stay in order.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: entries(({ type }) => ({
      address: `${type}.{partition}`,
      parameters: { partition: { description: 'A number below PARTITIONS.' } },
      messages: { [type]: { $ref: `#/components/messages/${type}` } },
      'x-stream': streamOf(type),
    })),
    operations: entries(({ type }) => ({
      action: 'receive',
      channel: { $ref: `#/channels/${type.replaceAll('~', '~0').replaceAll('/', '~1')}` },
    })),
    components: {
      messages: entries(({ type, description, schema }) => ({
        name: type,
        summary: description,
        payload: {
          type: 'object',
          required: ['specversion', 'id', 'source', 'type', 'time', 'subject', 'data'],
          properties: {
            specversion: { const: '1.0' },
            id: { type: 'string' },
            source: { type: 'string' },
            type: { const: type },
            time: { type: 'string', format: 'date-time' },
            subject: { type: 'string' },
            traceparent: { type: 'string' },
            causationid: { type: 'string' },
            data: z.toJSONSchema(schema, { target: 'draft-7', unrepresentable: 'any' }),
          },
        },
      })),
    },
  }
}
