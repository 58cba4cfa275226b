import { test } from 'tap'
import { startGateway } from './gateway.ts'

const ask = (authorization?: string, payload?: string) =>
  ({
    method: 'POST',
    url: '/update-images',
    headers: authorization === undefined ? {} : { authorization },
    ...(payload === undefined ? {} : { payload }),
  }) as const

test('an operator with the token asks for new example media', async t => {
  const { server, stored } = await startGateway(t)
  t.equal((await server.inject(ask('Bearer update-token'))).statusCode, 202)
  t.equal((await server.inject(ask('Bearer update-token', '{"packId":260}'))).statusCode, 202)
  const events = await stored.exactly(2)
  t.match(
    events.map(event => event.data).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? 1 : -1)),
    [{}, { packId: '260' }],
  )
  t.ok(events.every(event => event.type === 'pack.refresh.requested.v1'))
})

test('without the token nothing happens', async t => {
  const { server, stored } = await startGateway(t)
  for (const header of [undefined, '', 'Bearer', 'Bearer wrong', 'update-token', 'Basic update-token']) {
    t.equal((await server.inject(ask(header))).statusCode, 401, String(header))
  }
  t.equal((await server.inject(ask('Bearer update-token', '{'))).statusCode, 400)
  const closed = await startGateway(t, { UPDATE_TOKEN: '' })
  for (const header of ['Bearer undefined', 'Bearer ', 'Bearer update-token']) {
    t.equal((await closed.server.inject(ask(header))).statusCode, 401, `closed: ${header}`)
  }
  await stored.exactly(0)
})
