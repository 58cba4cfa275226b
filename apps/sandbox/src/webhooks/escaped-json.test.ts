import { test } from 'tap'
import { sign } from '../http/signature.ts'
import { escapedJson } from './escaped-json.ts'

test('JSON goes over the wire as Meta writes it', async t => {
  const body = escapedJson({ text: { body: 'שלום 👋' }, url: 'https://example.com/a' })
  t.equal(body, '{"text":{"body":"\\u05e9\\u05dc\\u05d5\\u05dd \\ud83d\\udc4b"},"url":"https:\\/\\/example.com\\/a"}')
  t.equal(sign(body, 'fixture-app-secret'), 'sha256=a292bd7c98e4a35e01ddc6729921789c5a595d24b16a395524d27291ac2e8d2c')
  t.same(JSON.parse(body), { text: { body: 'שלום 👋' }, url: 'https://example.com/a' })
})
