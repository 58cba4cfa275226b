import { test } from 'tap'
import { phone, startSandbox, until } from './start-sandbox.ts'

const text = (body: string) => ({ type: 'text', text: { body }, biz_opaque_callback_data: body })

test('before: nothing was done. After: it was done, and the answer is lost', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  const once = (what: string, more = {}) =>
    sandbox.fault({ match: { api: 'whatsapp', op: 'messages' }, what, times: 1, ...more })
  const outcome = async (body: string) => {
    const answer = await sandbox.send(text(body)).catch(() => 'dropped' as const)
    const done = (await sandbox.record(`kind=whatsapp.send&tag=${body}&outcome=accepted`)).length
    return [answer === 'dropped' ? answer : answer.status, done]
  }
  await once('drop_before')
  t.same(await outcome('a'), ['dropped', 0])
  await once('done_then_drop')
  t.same(await outcome('b'), ['dropped', 1])
  await once('done_then_504')
  t.same(await outcome('c'), [504, 1])
  await once('status', { status: 503 })
  t.same(await outcome('d'), [503, 0])
  await once('error_code', { code: 131056 })
  t.same(await outcome('e'), [400, 0])
  await once('delay', { ms: 120 })
  const started = Date.now()
  t.same(await outcome('f'), [200, 1])
  t.ok(Date.now() - started >= 120)
  await once('done_then_delay', { ms: 500 })
  const late = outcome('late')
  await until(async () => (await sandbox.record('kind=whatsapp.send&tag=late')).length === 1)
  t.equal(await Promise.race([late, 'no answer yet']), 'no answer yet')
  t.same(await late, [200, 1])
  t.same(await outcome('g'), [200, 1], 'each struck once')
  t.same(
    (await sandbox.record('kind=fault.struck')).map(entry => entry.outcome),
    ['drop_before', 'done_then_drop', 'done_then_504', 'status', 'error_code', 'delay', 'done_then_delay'],
  )
  t.same(
    (await sandbox.chat()).slice(1).map(({ tag }) => tag),
    ['b', 'c', 'f', 'late', 'g'],
  )
  const statuses = await until(() => sandbox.items('statuses').length === 10 && sandbox.items('statuses'))
  t.ok(
    statuses.some(status => status.biz_opaque_callback_data === 'b'),
    'a status tells what became of it',
  )
})

test('a fault strikes only what it is for', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.say({ type: 'text', text: 'hi' })
  await sandbox.say({ type: 'text', text: 'hi' }, '972500000002')
  await sandbox.fault({
    match: { api: 'whatsapp', op: 'messages', contact: `+${phone}` },
    what: 'error_code',
    code: 130429,
  })
  await sandbox.fault({ match: { api: 'astria' }, what: 'status', status: 500, body: 'sorry' })
  t.equal((await sandbox.send(text('a'))).body.error.code, 130429)
  t.equal((await sandbox.send(text('a'))).body.error.code, 130429, 'until the faults are deleted')
  t.equal((await sandbox.send(text('b'), '972500000002')).status, 200)
  t.equal((await sandbox.astria('GET', '/packs')).body, 'sorry')
  t.equal((await sandbox.call('GET', '/faults')).body.faults.length, 2)
  t.equal((await sandbox.call('DELETE', '/faults')).status, 204)
  t.equal((await sandbox.send(text('a'))).status, 200)
  t.equal((await sandbox.fault({ what: 'explode' })).status, 400)
  t.equal((await sandbox.fault({ match: { api: 'bank' }, what: 'delay' })).status, 400)
})

test('webhooks can be lost, repeated, late', async t => {
  const sandbox = await startSandbox(t)
  const fault = (what: string, more = {}) =>
    sandbox.fault({ match: { api: 'webhook', op: 'message' }, what, times: 1, ...more })
  await fault('never_callback')
  await fault('duplicate', { n: 4 })
  await fault('reorder', { ms: 1 })
  await fault('delay', { ms: 60 })
  for (const body of ['lost', 'four times', 'loose', 'late', 'last']) await sandbox.say({ type: 'text', text: body })
  await until(() => sandbox.items('messages').length === 7)
  const bodies = sandbox.items('messages').map(({ text }) => text.body)
  t.notOk(bodies.includes('lost'))
  t.equal(bodies.filter(body => body === 'four times').length, 4)
  t.ok(bodies.indexOf('late') < bodies.indexOf('last'), 'order is kept')
  t.equal((await sandbox.record('kind=webhook.lost')).length, 1)
})

test('chance repeats itself with the seed', async t => {
  const struck = async (seed: string) => {
    const sandbox = await startSandbox(t, { SEED: seed })
    await sandbox.fault({ match: { api: 'astria' }, what: 'status', probability: 0.5 })
    const statuses: number[] = []
    for (let i = 0; i < 20; i++) statuses.push((await sandbox.astria('GET', '/users')).status)
    return String(statuses)
  }
  const [one, two, three] = [await struck('a'), await struck('a'), await struck('b')]
  t.equal(one, two)
  t.not(one, three)
  t.match(one, /500/)
  t.match(one, /200/)
})
