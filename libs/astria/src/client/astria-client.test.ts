import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { test } from 'tap'
import { AccountError } from './account-error.ts'
import { createAstriaClient } from './astria-client.ts'
import type { AstriaInit } from './transport.ts'

type Answer = Response | Error | ((url: string, init: AstriaInit) => Response)

function clientOf(answer: Answer, seen: { url: string; init: AstriaInit }[] = []) {
  return createAstriaClient({
    apiUrl: 'https://api.astria.example/',
    key: 'sd_test',
    retryMs: 30_000,
    fetch: async (url, init) => {
      seen.push({ url, init })
      if (answer instanceof Error) throw answer
      return typeof answer === 'function' ? answer(url, init) : answer.clone()
    },
  })
}
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const request = {
  packId: '260',
  title: 'order-1',
  className: 'woman',
  pictures: [new Uint8Array([1]), new Uint8Array([2])],
  tuneIds: [],
  characteristics: { eye_color: 'brown eyes' },
  callbacks: { tune: 'https://bot/t', prompt: 'https://bot/p', prompts: 'https://bot/ps' },
  fields: { preset: 'flux-lora-portrait' },
}
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => null,
    error => error,
  )

test('a creation carries title, class, callbacks, characteristics and pictures', async t => {
  const seen: { url: string; init: AstriaInit }[] = []
  const answer = await clientOf(
    json({ id: 5301944, title: 'order-1', trained_at: null, eta: '2026-11-20T10:32:00.000Z' }, 201),
    seen,
  ).createPackTune(request)
  t.match(answer, { kind: 'tune', tune: { tuneId: '5301944', trainedAt: null, eta: '2026-11-20T10:32:00.000Z' } })
  const { url, init } = seen[0]!
  t.equal(url, 'https://api.astria.example/p/260/tunes')
  t.match(init.headers, { authorization: 'Bearer sd_test', accept: 'application/json' })
  const fields = [...init.body!.entries()].map(([key, value]) => [key, typeof value === 'string' ? value : value.type])
  t.same(fields, [
    ['tune[title]', 'order-1'],
    ['tune[name]', 'woman'],
    ['tune[prompt_attributes][callback]', 'https://bot/p'],
    ['tune[prompts_callback]', 'https://bot/ps'],
    ['tune[callback]', 'https://bot/t'],
    ['tune[characteristics][eye_color]', 'brown eyes'],
    ['tune[preset]', 'flux-lora-portrait'],
    ['tune[images][]', 'image/jpeg'],
    ['tune[images][]', 'image/jpeg'],
  ])
})

test('all three answers of a creation are understood; what is none of them leaves doubt', async t => {
  t.match(await clientOf(json({ status: 201, message: 'Prompts created' }, 201)).createPackTune(request), {
    kind: 'prompts',
  })
  const order = { status: 201, order: { id: 3, tune_ids: [7] }, prompt_ids: [1, 2] }
  t.match(await clientOf(json(order, 201)).createPackTune(request), {
    kind: 'order',
    tuneIds: ['7'],
    promptIds: ['1', '2'],
  })
  for (const answer of [json({}), json([]), new Response('<html>'), new Response('')]) {
    t.ok((await thrown(clientOf(answer).createPackTune(request))) instanceof UnknownOutcomeError)
  }
})

test('errors have a meaning, by what was asked', async t => {
  const html = (status: number) => new Response('<html><body>sorry</body></html>', { status })
  const cases: [Response | Error, create: unknown, read: unknown][] = [
    [
      json({ error: 'Name is not included' }, 422),
      { code: 'astria_invalid', message: 'Astria answered 422: Name is not included' },
      { code: 'astria_invalid' },
    ],
    [
      json({ cfg_scale: ['must be less than 5'] }, 422),
      { code: 'astria_invalid', message: /cfg_scale must be less than 5/ },
      {},
    ],
    [json({ error: 'x' }, 400), { code: 'astria_bad_request' }, { code: 'astria_bad_request' }],
    [html(404), { code: 'astria_not_found' }, { code: 'astria_not_found' }],
    [html(401), { name: 'TransientError', code: 'astria_account', retryAfterMs: 300_000 }, { code: 'astria_account' }],
    [html(402), { name: 'TransientError', code: 'astria_account' }, { code: 'astria_account' }],
    [
      new Response('Retry later', { status: 429 }),
      { name: 'TransientError', retryAfterMs: 30_000 },
      { name: 'TransientError' },
    ],
    [
      new Response('', { status: 429, headers: { 'retry-after': '7' } }),
      { name: 'TransientError', retryAfterMs: 7000 },
      {},
    ],
    [html(500), { name: 'TransientError', retryAfterMs: 30_000 }, { name: 'TransientError', retryAfterMs: 30_000 }],
    [html(502), { name: 'UnknownOutcomeError' }, { name: 'TransientError' }],
    [html(503), { name: 'UnknownOutcomeError' }, { name: 'TransientError' }],
    [html(504), { name: 'UnknownOutcomeError' }, { name: 'TransientError' }],
    [html(302), { name: 'UnknownOutcomeError' }, { name: 'TransientError' }],
    [new Error('socket hang up'), { name: 'UnknownOutcomeError' }, { name: 'TransientError' }],
    [new TransientError('not sent'), { name: 'TransientError' }, { name: 'TransientError' }],
    [new UnknownOutcomeError('sent'), { name: 'UnknownOutcomeError' }, { name: 'TransientError' }],
    [new RejectedError('address_refused', 'no'), { code: 'address_refused' }, { code: 'address_refused' }],
  ]
  for (const [answer, create, read] of cases) {
    const name = answer instanceof Error ? answer.message : String(answer.status)
    t.match(await thrown(clientOf(answer).createPackTune(request)), create as object, `create: ${name}`)
    t.match(await thrown(clientOf(answer).getTune('1')), read as object, `read: ${name}`)
    t.match(await thrown(clientOf(answer).inspect(new Uint8Array(), 'woman')), read as object, `inspect: ${name}`)
  }
  t.ok((await thrown(clientOf(html(402)).createPackTune(request))) instanceof AccountError)
})

test('a tune is trained when trained_at is there, and failed when it says so', async t => {
  t.match(
    await clientOf(json({ id: 1, trained_at: '2026-11-20T10:27:45Z', expires_at: '2026-12-20T10:27:45.732Z' })).getTune(
      '1',
    ),
    {
      trainedAt: '2026-11-20T10:27:45.000Z',
      expiresAt: '2026-12-20T10:27:45.732Z',
      error: null,
    },
  )
  t.match(await clientOf(json({ id: 1 })).getTune('1'), { trainedAt: null, error: null, title: null })
  t.match(await clientOf(json({ id: 1, error: 'no face' })).getTune('1'), { error: 'no face' })
  t.match(await clientOf(json({ id: 1, status: 'failed' })).getTune('1'), { error: 'failed' })
  t.match(await clientOf(json({ id: 1, status: 'training', trained_at: 'soon' })).getTune('1'), {
    error: null,
    trainedAt: null,
  })
  t.match(await thrown(clientOf(json({ nothing: true })).getTune('1')), { name: 'TransientError' })
})

test('only the exact title counts', async t => {
  const seen: { url: string; init: AstriaInit }[] = []
  const client = clientOf(json([{ id: 9, title: 'a-b' }, { id: 3, title: 'a' }, { id: 2, title: 'a' }, 'junk']), seen)
  t.same(
    (await client.findTunesByTitle('a')).map(tune => tune.tuneId),
    ['2', '3'],
  )
  t.equal(seen[0]!.url, 'https://api.astria.example/tunes?title=a&limit=120')
})

test('prompts are read page by page, to the end', async t => {
  const all = Array.from({ length: 250 }, (_, i) => ({
    id: 250 - i,
    images: i % 2 ? [{ url: `https://x/${i}` }] : [`https://x/${i}`],
  }))
  const seen: { url: string; init: AstriaInit }[] = []
  const client = clientOf(url => {
    const before = Number(new URL(url).searchParams.get('before_id') ?? Number.POSITIVE_INFINITY)
    return json(all.filter(prompt => prompt.id < before).slice(0, 120))
  }, seen)
  const prompts = await client.listPrompts('5')
  t.equal(prompts.length, 250)
  t.equal(prompts[1]!.images[0], 'https://x/1')
  t.equal(seen.length, 3)
  const stuck = clientOf(() => json(all.slice(0, 120)))
  t.equal((await stuck.listPrompts('5')).length, 120)
})

test('an inspection may lack anything', async t => {
  const body = {
    name: 'woman',
    eye_color: 'brunette',
    glasses: '',
    headcover: 'NONE',
    blurry: true,
    selfie: true,
    wearing_hat: 'yes',
  }
  t.same(await clientOf(json(body)).inspect(new Uint8Array(), 'woman'), {
    className: 'woman',
    flags: ['blurry', 'selfie'],
    traits: { eye_color: 'brunette' },
  })
  t.same(await clientOf(json({ name: 'NONE' })).inspect(new Uint8Array(), 'woman'), {
    className: null,
    flags: [],
    traits: {},
  })
  t.match(await thrown(clientOf(json('none')).inspect(new Uint8Array(), 'woman')), { name: 'TransientError' })
})

test('packs with nearly nothing are packs', async t => {
  const packs = await clientOf(
    json([
      { id: 5, slug: 'sport-lite', title: 'Sport' },
      {
        id: 6,
        slug: 'office',
        title: 'Office',
        cover_url: 'https://x/c',
        costs: { woman: { cost: 360, num_images: 35 }, man: { cost: 1 }, cat: null },
      },
      { slug: 'nothing' },
    ]),
  ).listPacks()
  t.match(packs, [
    { packId: '5', classes: [] },
    { packId: '6', coverUrl: 'https://x/c', classes: [{ className: 'woman', imageCount: 35, costCents: 360 }] },
  ])
  t.equal(packs.length, 2)
  const detail = await clientOf(
    json({
      id: 6,
      slug: 'o',
      title: 'O',
      costs: { man: { num_images: 2 } },
      prompts_per_class: { man: [{ id: 1, images: ['https://x/1'] }, { id: 2 }, { images: [] }], woman: null },
    }),
  ).getPack('6')
  t.same(detail.classes, [{ className: 'man', imageCount: 2, costCents: null, examples: ['https://x/1'] }])
})

test('an answer that is no list is never taken for an empty one', async t => {
  for (const answer of [json({ error: 'x' }), new Response('<html>'), json(null)]) {
    t.match(await thrown(clientOf(answer).listPacks()), { name: 'TransientError' })
    t.match(await thrown(clientOf(answer).listPrompts('1')), { name: 'TransientError' })
    t.match(await thrown(clientOf(answer).findTunesByTitle('a')), { name: 'TransientError' })
  }
})

test('deleting what is gone is no error', async t => {
  await clientOf(new Response('', { status: 404 })).deleteTune('1')
  await clientOf(new Response('ok')).deletePrompt('1')
  t.match(await thrown(clientOf(new Response('', { status: 500 })).deletePrompt('1')), { name: 'TransientError' })
  t.same(await clientOf(json({ usd_balance_mc: 1_250_000 })).account(), { balanceMilliCents: 1_250_000 })
})
