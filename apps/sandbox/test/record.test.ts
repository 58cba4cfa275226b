import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { type Json, startSandbox, until } from './start-sandbox.ts'

test('the record is read by kind, from a place, and by any field; nobody writes it', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  for (const tag of ['a', 'b', 'b'])
    await sandbox.send({ type: 'text', text: { body: tag }, biz_opaque_callback_data: tag })
  await sandbox.astria('GET', '/packs')
  const sends = await sandbox.record('kind=whatsapp.send')
  t.match(sends, [
    { tag: 'a', outcome: 'accepted', type: 'text', body: { text: { body: 'a' } } },
    { tag: 'b' },
    { tag: 'b' },
  ])
  t.same(await sandbox.record(`kind=whatsapp&after=${sends[0].seq}`).then(all => all.map(({ tag }) => tag)), ['b', 'b'])
  t.equal((await sandbox.record('kind=whatsapp.send&tag=b')).length, 2)
  t.equal((await sandbox.record('kind=whatsapp.send&limit=1')).length, 1)
  t.equal((await sandbox.record('kind=whatsapp.send,phone.message')).length, 4)
  const { groups } = (await sandbox.call('GET', '/record/count?kind=whatsapp.send&by=tag&min=2')).body
  t.same(groups, [{ values: { tag: 'b' }, count: 2 }], 'what was done twice')
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
    t.equal((await sandbox.call(method, '/record', method === 'DELETE' ? undefined : {})).status, 404)
  const all = await sandbox.record('')
  t.same(
    all.map(({ seq }) => seq),
    all.map((_, index) => index + 1),
  )
})

test('with a data folder, everything is there again after a restart, and what was under way goes on', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const first = await startSandbox(t, { DATA_DIR: folder, TRAINING_MS: '600000' })
  await first.say({ type: 'pictures', samples: ['man-1-01'] })
  const { image } = await until(() => first.items('messages')[0])
  await first.send({ type: 'text', text: { body: 'hello' }, biz_opaque_callback_data: 'x' })
  await until(() => first.items('statuses').length === 2)
  await first.call('POST', '/payments', { order: 'o', amount: 5, currency: 'ILS' })
  const image_urls = [1, 2, 3, 4].map(shot => `${first.url}/samples/man-1-0${shot}`)
  const tune = { title: 'o', name: 'man', image_urls, callback: `${first.receiver.url}/never` }
  const { body } = await first.astria('POST', '/p/7001/tunes', { tune })
  first.receiver.how.status = () => 503
  await first.say({ type: 'text', text: 'not taken' })
  const before = { chat: await first.chat(), record: await first.record('kind=whatsapp') }
  await first.end()

  const second = await startSandbox(t, { DATA_DIR: folder, PORTRAITS_PER_PACK: '2' })
  await until(() => second.items('messages')[0]?.text?.body === 'not taken')
  const chat = await until(async () => (await second.chat()).at(-1).status === 'delivered' && (await second.chat()))
  t.same(
    chat.map(({ id }: Json) => id),
    before.chat.map(({ id }: Json) => id),
  )
  t.same(await second.record('kind=whatsapp'), before.record)
  t.equal((await second.graph('GET', `/${image.id}`)).body.sha256, image.sha256)
  t.equal((await fetch(second.url + chat[0].content.media.url)).status, 200)
  t.equal((await second.send({ type: 'text', text: { body: 'still open' } })).status, 200)
  await until(async () => (await second.astria('GET', `/tunes/${body.id}`)).body.trained_at)
  await until(
    async () =>
      (await second.astria('GET', `/tunes/${body.id}/prompts`)).body.filter((prompt: Json) => prompt.images.length)
        .length === 2,
  )
  t.equal((await second.astria('POST', '/p/7001/tunes', { tune })).body.id, body.id, 'the title is remembered')
  const lines = readFileSync(join(folder, 'record.jsonl'), 'utf8').trim().split('\n')
  t.ok(lines.length > before.record.length)
})
