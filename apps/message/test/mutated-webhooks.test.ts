import { readdirSync, readFileSync } from 'node:fs'
import type { KnownEvent } from '@astria-bot/contracts'
import { parseWebhook } from '@astria-bot/whatsapp'
import { test } from 'tap'
import { to } from './support/delivery.ts'
import { person, said } from './support/events.ts'
import { eventually } from './support/eventually.ts'
import { openStudio } from './support/studio.ts'

const fixtures = new URL('../../../../libs/whatsapp/test-fixtures/', import.meta.url)
const bodies = readdirSync(fixtures)
  .filter(name => /^(?:message|status|field)-/.test(name))
  .map(name => readFileSync(new URL(name, fixtures), 'utf8'))

/** Values of the right kind that no column takes as they are: too long for an index, too large for 32 bits, no text. */
const mutations: readonly [RegExp, string][] = [
  [/^(?:id|message_id|original_message_id|biz_opaque_callback_data)$/, 'w'.repeat(9_000)],
  [/^(?:from|wa_id|user_id|from_user_id|recipient_id|recipient_user_id|to)$/, '7'.repeat(9_000)],
  [/^code$/, '9007199254740991'],
  [/^code$/, '2147483648'],
  [/^timestamp$/, '253402300799'],
  [/^(?:body|name|title|emoji|status|type|event|reason)$/, 'a\u0000b\ud800'],
  [/^(?:body|name|title|username|category|event|display_phone_number)$/, 'x'.repeat(9_000)],
]

/** The same webhook with every field of that name changed; the ids that are left are made new, so that it is no repetition. */
function mutated(json: string, [name, value]: readonly [RegExp, string], round: number): Buffer {
  const text = json.replaceAll('wamid.', `wamid.${round}.`)
  const changed = JSON.parse(text, function (this: unknown, key: string, old: unknown) {
    const isField = key !== '' && !Array.isArray(this) && (typeof old === 'string' || typeof old === 'number')
    return isField && name.test(key) ? (typeof old === 'number' ? Number(value) || old : value) : old
  })
  return Buffer.from(JSON.stringify(changed))
}

test('no value in a signed webhook stops the others: nothing is tried in vain', async t => {
  const studio = await openStudio({ PARTITIONS: '1' })
  t.teardown(() => studio.close())
  await studio.start()
  const events = mutations.flatMap((mutation, round) =>
    bodies.flatMap(body => {
      const parsed = parseWebhook(mutated(body, mutation, round), new Date())
      return parsed.ok ? (parsed.events as KnownEvent[]) : []
    }),
  )
  t.ok(events.length > 500, `${events.length} events`)
  for (let at = 0; at < events.length; at += 100) await studio.publish(...events.slice(at, at + 100))
  await studio.publish(said(person(1), 'hi'))
  await eventually(() => to(studio, 1).length === 1, { timeoutMs: 30_000 })
  const left = async () => {
    const { rows } = await studio.db.pool.query<{ id: string }>('select event_id as id from messaging.inbox')
    const dead = await studio.bus.dead.list({ limit: 10_000 })
    const seen = new Set([...rows.map(({ id }) => id), ...dead.map(({ event }) => (event as KnownEvent).id)])
    return events.filter(({ id }) => !seen.has(id))
  }
  await eventually(async () => (await left()).length === 0, { timeoutMs: 30_000 })
  const codes = new Set((await studio.bus.dead.list({ limit: 10_000 })).map(({ code }) => code))
  t.same([...codes].sort(), ['broken_item'], 'only what cannot be read lies with the dead')
})
