import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { type Test, test } from 'tap'
import { createGuardedFetch, type GuardedFetchOptions } from './guarded-fetch.ts'

async function serve(t: Test, listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

function guarded(t: Test, options: Partial<GuardedFetchOptions> = {}) {
  const fetch = createGuardedFetch({ allowHosts: [], timeoutMs: 2000, ...options })
  t.teardown(() => fetch.close())
  return fetch
}

const refused = { name: 'RejectedError', code: 'address_refused' }

test('only allowed hosts over https are reached', async t => {
  const fetch = guarded(t, { allowHosts: ['good.example', '*.cdn.example', '127.0.0.1', '[::1]'] })
  const addresses = [
    'http://good.example/',
    'https://good.example:8443/',
    'https://good.example.evil.example/',
    'https://cdn.example/',
    'https://user:pass@good.example/',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'ftp://good.example/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'nonsense',
  ]
  for (const address of addresses) await t.rejects(fetch(address), refused, address)
})

test('a name that leads to a private address is refused, even beside a public one', async t => {
  for (const bad of ['127.0.0.1', '10.0.0.5', '169.254.169.254', '::1', '::ffff:192.168.0.1']) {
    const addresses = [
      { address: '93.184.216.34', family: 4 },
      { address: bad, family: bad.includes(':') ? 6 : 4 },
    ]
    const fetch = guarded(t, { allowHosts: ['good.example'], resolve: async () => addresses })
    await t.rejects(fetch('https://good.example/'), refused, bad)
    await t.rejects(fetch('https://good.example/', { method: 'POST', body: 'x' }), refused, `POST ${bad}`)
  }
})

test('a private address is reached only by its host and port', async t => {
  const host = await serve(t, (_request, response) => response.end('hello'))
  const fetch = guarded(t, { allowPrivate: [host] })
  t.equal(await (await fetch(`http://${host}/`)).text(), 'hello')
  await t.rejects(fetch('http://127.0.0.1:1/'), refused)
  await t.rejects(guarded(t)(`http://${host}/`), refused)
})

test('redirects are handed back, or followed with every check again', async t => {
  const other = await serve(t, (request, response) => response.end(`got ${request.headers.authorization}`))
  const host = await serve(t, (request, response) => {
    const to = { '/there': `http://${other}/`, '/loop': '/loop', '/file': 'file:///etc/passwd', '/in': '/' }
    const location = to[request.url as keyof typeof to]
    response.writeHead(location ? 302 : 200, location ? { location } : {}).end(`at ${request.headers.authorization}`)
  })
  const near = guarded(t, { allowPrivate: [host] })
  t.equal((await near(`http://${host}/there`)).status, 302)
  await t.rejects(near(`http://${host}/there`, { redirect: 'follow' }), refused)
  await t.rejects(near(`http://${host}/file`, { redirect: 'follow' }), refused)
  await t.rejects(near(`http://${host}/loop`, { redirect: 'follow' }), { code: 'too_many_redirects' })
  const both = guarded(t, { allowPrivate: [host, other] })
  const init = { redirect: 'follow', headers: { authorization: 'Bearer x' } } as const
  t.equal(await (await both(`http://${host}/in`, init)).text(), 'at Bearer x')
  t.equal(await (await both(`http://${host}/there`, init)).text(), 'got undefined')
})

test('too large an answer is refused, said or not', async t => {
  const host = await serve(t, (request, response) => {
    if (request.url === '/said') response.setHeader('content-length', 5000)
    response.write(Buffer.alloc(2500))
    response.end(Buffer.alloc(2500))
  })
  const fetch = guarded(t, { allowPrivate: [host], maxBytes: 4000 })
  for (const path of ['/said', '/streamed']) {
    await t.rejects(fetch(`http://${host}${path}`), { name: 'RejectedError', code: 'too_large' })
  }
  t.equal((await (await fetch(`http://${host}/said`, { maxBytes: 5000 })).arrayBuffer()).byteLength, 5000)
})

test('an error says whether the other side may have done it', async t => {
  const host = await serve(t, (request, response) => {
    if (request.url === '/drop') request.socket.destroy()
    if (request.url === '/half') {
      response.writeHead(200, { 'content-length': 100 }).write('half')
      setTimeout(() => request.socket.destroy(), 20)
    }
  })
  const closed = createTcpServer()
  await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve))
  const nobody = `127.0.0.1:${(closed.address() as AddressInfo).port}`
  await new Promise(resolve => closed.close(resolve))

  const fetch = guarded(t, { allowPrivate: [host, nobody], allowHosts: ['good.example'], timeoutMs: 300 })
  const post = { method: 'POST', body: 'x' }
  await t.rejects(fetch(`http://${nobody}/`, post), TransientError, 'refused: nothing was sent')
  const lost = guarded(t, { allowHosts: ['good.example'], resolve: async () => Promise.reject(new Error('ENOTFOUND')) })
  await t.rejects(lost('https://good.example/', post), TransientError, 'no such name: nothing was sent')
  for (const path of ['/drop', '/half', '/silent']) {
    await t.rejects(fetch(`http://${host}${path}`, post), UnknownOutcomeError, `POST ${path}`)
    await t.rejects(fetch(`http://${host}${path}`), TransientError, `GET ${path}`)
  }
  const big = fetch(`http://${host}/half`, { ...post, maxBytes: 10 })
  await t.rejects(big, UnknownOutcomeError, 'an answer that is too large came after it was done')
})

test('bodies of every kind arrive', async t => {
  const host = await serve(t, (request, response) => {
    response.setHeader('x-type', String(request.headers['content-type']))
    request.pipe(response)
  })
  const fetch = guarded(t, { allowPrivate: [host] })
  const echo = async (body: NonNullable<RequestInit['body']>) => fetch(`http://${host}/`, { method: 'POST', body })
  t.equal(await (await echo('text')).text(), 'text')
  t.same(Buffer.from(await (await echo(new Uint8Array([1, 2]))).arrayBuffer()), Buffer.from([1, 2]))
  const form = new FormData()
  form.set('file', new Blob(['bytes'], { type: 'image/jpeg' }), 'a.jpg')
  const answer = await echo(form)
  t.match(answer.headers.get('x-type'), /^multipart\/form-data; boundary=/)
  t.match(await answer.text(), /filename="a\.jpg"[\s\S]*bytes/)
})

test('the refusal does not repeat the address, which may hold a token', async t => {
  const error = await guarded(t)('https://evil.example/?token=hidden').catch((caught: unknown) => caught)
  t.ok(error instanceof RejectedError)
  t.notMatch(String(error), /hidden/)
})
