import fc from 'fast-check'
import { test } from 'tap'
import { readCallbackBody } from './callback-body.ts'
import { isSettled } from './parse/prompt.ts'

const tune = {
  id: 5301944,
  title: '0f6b1c1e',
  name: 'woman',
  steps: null,
  trained_at: '2026-11-20T10:27:45.732Z',
  expires_at: '2026-12-20T10:27:45.732Z',
}
const prompt = {
  id: 46100001,
  text: '<lora:5301944:1.0>ohwx woman',
  tune_id: 1504944,
  images: ['https://x/1', { url: 'https://x/2' }],
  trained_at: '2026-11-20T10:29:01.102Z',
}

test('tunes come wrapped or bare', async t => {
  for (const body of [{ tune }, tune]) {
    t.match(readCallbackBody(body), {
      kind: 'tune',
      tune: { tuneId: '5301944', trainedAt: '2026-11-20T10:27:45.732Z' },
    })
  }
})

test('prompts come wrapped, bare, as an array, as an array wrapped', async t => {
  for (const body of [{ prompt }, prompt, [prompt], { prompts: [prompt, null, 'x'] }]) {
    const read = readCallbackBody(body)
    t.match(read, {
      kind: 'prompts',
      prompts: [{ promptId: '46100001', images: ['https://x/1', 'https://x/2'], userError: null }],
    })
    t.notMatch(JSON.stringify(read), '1504944', 'the base model is not taken for the tune of the customer')
  }
  t.same(readCallbackBody([]), { kind: 'prompts', prompts: [] })
})

test('a heartbeat is not settled, a failure is', async t => {
  const read = (body: unknown) => {
    const found = readCallbackBody(body)
    return found.kind === 'prompts' ? found.prompts.map(isSettled) : found.kind
  }
  t.same(read({ prompt: { ...prompt, images: [] } }), [false])
  t.same(read({ prompt: { ...prompt, images: [], user_error: 'NSFW' } }), [true])
  t.same(read({ prompt }), [true])
})

test('anything at all is read without an error', async t => {
  t.same(readCallbackBody({ pack: { id: 260 } }), { kind: 'unknown' })
  for (const body of [null, 'text', 7, undefined]) t.same(readCallbackBody(body), { kind: 'unknown' })
  fc.assert(fc.property(fc.jsonValue(), body => ['tune', 'prompts', 'unknown'].includes(readCallbackBody(body).kind)))
})
