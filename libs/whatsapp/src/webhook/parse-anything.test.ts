import { readdirSync, readFileSync } from 'node:fs'
import { parseEvent } from '@astria-bot/contracts'
import fc from 'fast-check'
import { test } from 'tap'
import { serializeEscaped } from '../serialize-escaped.ts'
import { parseWebhook } from './parse-webhook.ts'

const fixtures = new URL('../../test-fixtures/', import.meta.url)
const now = new Date('2026-11-21T10:00:30.000Z')

/** JSON that looks like a webhook, with anything in it. */
const anything = fc.jsonValue({ maxDepth: 4 })
const known = fc.constantFrom(
  ...readdirSync(fixtures)
    .filter(name => name.startsWith('message-'))
    .map(name => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')).entry[0].changes[0].value.messages[0]),
)
const mutated = fc
  .tuple(
    known,
    fc.dictionary(
      fc.constantFrom(
        'id',
        'from',
        'from_user_id',
        'timestamp',
        'type',
        'text',
        'image',
        'interactive',
        'context',
        'errors',
      ),
      anything,
    ),
  )
  .map(([item, changes]) => ({ ...item, ...changes }))
const webhook = fc.record(
  {
    entry: fc.array(
      fc.record(
        {
          id: anything,
          time: anything,
          changes: fc.array(
            fc.record({
              field: fc.oneof(fc.constantFrom('messages', 'user_preferences', 'calls'), fc.string()),
              value: fc.oneof(
                anything,
                fc.record({
                  metadata: fc.oneof(fc.constant({ phone_number_id: '1' }), anything),
                  contacts: fc.oneof(fc.array(anything), anything),
                  messages: fc.array(fc.oneof(mutated, anything)),
                  statuses: fc.array(anything),
                  user_preferences: anything,
                }),
              ),
            }),
          ),
        },
        { requiredKeys: ['changes'] },
      ),
    ),
  },
  { requiredKeys: [] },
)

test('whatever comes: no exception, one event per item, every event fits its contract', async t => {
  fc.assert(
    fc.property(webhook, body => {
      const parsed = parseWebhook(Buffer.from(serializeEscaped(body)), now)
      const events = parsed.ok ? parsed.events : []
      for (const event of events) parseEvent(JSON.parse(JSON.stringify(event)))
      const items = (body.entry ?? [])
        .flatMap(entry => entry.changes)
        .flatMap(({ field, value }) => {
          const messages = (value as { messages?: unknown[] } | null)?.messages
          return field === 'messages' && Array.isArray(messages) ? messages : []
        })
      return events.length >= items.length
    }),
    { numRuns: 300 },
  )
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      bytes => typeof parseWebhook(Buffer.from(bytes), now).ok === 'boolean',
    ),
    { numRuns: 300 },
  )
  t.pass()
})
