import sharp from 'sharp'
import { test } from 'tap'
import { type Json, type Sandbox, startSandbox, until } from './start-sandbox.ts'

const order = '0f6b1c1e-6d0a-4a7b-9a55-3b8b1c2d4e5f'
const names = ['woman-1-01', 'woman-1-02', 'woman-1-03', 'woman-1-04']

async function form(sandbox: Sandbox, more: Record<string, string | null> = {}, pictures = names): Promise<FormData> {
  const form = new FormData()
  const fields: Record<string, string | null> = {
    'tune[title]': order,
    'tune[name]': 'woman',
    'tune[callback]': `${sandbox.receiver.url}/cb?kind=tune`,
    'tune[prompt_attributes][callback]': `${sandbox.receiver.url}/cb?kind=prompt`,
    'tune[prompts_callback]': `${sandbox.receiver.url}/cb?kind=prompts`,
    'tune[characteristics][eye_color]': 'brown eyes',
    ...more,
  }
  for (const [name, value] of Object.entries(fields)) if (value !== null) form.append(name, value)
  for (const name of pictures)
    form.append(
      'tune[images][]',
      new Blob([new Uint8Array(await sandbox.sample(name))], { type: 'image/jpeg' }),
      `${name}.jpg`,
    )
  return form
}
const callbacks = (sandbox: Sandbox, kind: string) =>
  sandbox.received.filter(({ path }) => path === `/cb?kind=${kind}`).map(({ json }) => json)

test('packs: two styles per tier, their number of pictures, one without a class, one without a tier', async t => {
  const sandbox = await startSandbox(t)
  const { body: packs } = await sandbox.astria('GET', '/packs?listed=true')
  for (const [tier, images] of [
    ['lite', 12],
    ['standard', 24],
    ['premium', 40],
  ] as const) {
    const ofTier = packs.filter((pack: Json) => pack.slug.startsWith(`${tier}-`))
    t.ok(ofTier.filter((pack: Json) => pack.costs.man && pack.costs.woman).length >= 2, tier)
    t.ok(
      ofTier.every(
        (pack: Json) =>
          pack.costs.woman.num_images === images && pack.cost_mc_hash.woman === pack.costs.woman.cost * 1000,
      ),
    )
  }
  t.ok(packs.some((pack: Json) => pack.costs && !pack.costs.man))
  t.same(Object.keys(packs.find((pack: Json) => pack.slug === 'christmas-sweater')), ['id', 'slug', 'title'])
  t.same((await sandbox.astria('GET', '/gallery/packs')).body, packs)
  const { body: pack } = await sandbox.astria('GET', '/p/lite-corporate-headshots')
  t.same((await sandbox.astria('GET', `/p/${pack.id}`)).body, pack)
  t.equal((await sandbox.astria('GET', '/p/nothing')).status, 404)
  for (const url of [pack.cover_url, pack.prompts_per_class.man[0].images[0]]) {
    const answer = await fetch(url)
    t.equal(answer.headers.get('content-type'), 'image/jpeg')
    t.match(await sharp(await answer.arrayBuffer()).metadata(), { width: 682, height: 1023 })
  }
})

test('the key is needed, and balance can be asked', async t => {
  const sandbox = await startSandbox(t)
  for (const [method, path] of [
    ['GET', '/packs'],
    ['POST', '/p/7001/tunes'],
    ['POST', '/images/inspect'],
    ['GET', '/tunes/1'],
  ] as const) {
    t.equal((await sandbox.astria(method, path, undefined, { authorization: 'Bearer wrong' })).status, 401)
  }
  t.match((await sandbox.astria('GET', '/users')).body, { usd_balance_mc: Number })
  t.equal((await sandbox.record('kind=astria.refused')).length, 4)
})

test('a policy repeats and delays callbacks as it does webhooks', async t => {
  const sandbox = await startSandbox(t)
  await sandbox.call('POST', '/webhook-policy', { duplicates: [2, 2], reorderMs: 300 })
  await sandbox.astria('POST', '/p/lite-natural-light/tunes', await form(sandbox))
  await until(async () => (await sandbox.record('kind=astria.callback&outcome=accepted')).length === 2 * (1 + 12 + 1))
  const prompts = callbacks(sandbox, 'prompt').map(({ prompt }) => prompt.id)
  t.equal(new Set(prompts).size, 12)
  t.not(String(prompts), String(prompts.toSorted()), 'not the order in which they were made')
})

test('a pack is trained, its prompts are made, each callback comes once and wrapped', async t => {
  const sandbox = await startSandbox(t)
  const { status, body: tune } = await sandbox.astria('POST', '/p/lite-natural-light/tunes', await form(sandbox))
  t.equal(status, 201)
  t.match(tune, {
    id: Number,
    title: order,
    name: 'woman',
    trained_at: null,
    callback: null,
    base_tune_id: 1504944,
    eta: String,
  })
  t.equal(tune.orig_images.length, 4)
  const array = await until(() => callbacks(sandbox, 'prompts')[0])
  t.equal(array.length, 12)
  t.same(
    callbacks(sandbox, 'tune').map(({ tune }) => Object.keys(tune).length),
    [9],
  )
  t.match(callbacks(sandbox, 'tune'), [{ tune: { id: tune.id, title: order, trained_at: String } }])
  const prompts = callbacks(sandbox, 'prompt')
  t.equal(prompts.length, 12)
  for (const { prompt } of prompts) {
    t.equal(Object.keys(prompt).length, 10)
    t.match(prompt, {
      tune_id: 1504944,
      text: new RegExp(`^<lora:${tune.id}:1.0>ohwx woman`),
      images: [String],
      trained_at: String,
    })
  }
  const received = sandbox.received.find(({ path }) => path === '/cb?kind=prompt')
  t.notOk('x-hub-signature-256' in received!.headers, 'unsigned')

  t.match((await sandbox.astria('GET', `/tunes/${tune.id}.json`)).body, { trained_at: String, expires_at: String })
  t.match(await sandbox.record('kind=astria.tune'), [
    {
      outcome: 'created',
      title: order,
      pictures: names.map(name => `sample:${name}`),
      characteristics: { eye_color: 'brown eyes' },
    },
  ])
  t.match(await sandbox.record('kind=astria.prompts'), [{ outcome: 'created', tuneId: String(tune.id) }])

  const answer = await fetch(array[0].images[0])
  const bytes = Buffer.from(await answer.arrayBuffer())
  t.match(await sharp(bytes).metadata(), { format: 'jpeg', width: 1024, height: 1536 })
  await sandbox.say({ type: 'text', text: 'hi' })
  const again = await sharp(bytes).resize(800).jpeg({ quality: 70 }).toBuffer()
  const upload = await sandbox.upload(again, 'image/jpeg')
  await sandbox.send({ type: 'image', image: { id: upload.body.id } })
  t.match(
    await sandbox.record('kind=whatsapp.send'),
    [{ mark: `portrait:${array[0].id}-0` }],
    'the record knows a portrait again, also re-encoded',
  )
  t.match(await sandbox.record('kind=astria.media'), [{ portrait: `${array[0].id}-0` }])
})

test('the same title is the same tune; while the switch is off, it is paid twice', async t => {
  const sandbox = await startSandbox(t, { PORTRAITS_PER_PACK: '2' })
  const create = async () => (await sandbox.astria('POST', '/p/7001/tunes', await form(sandbox))).body.id
  const [a, b, c] = [await create(), ...(await Promise.all([create(), create()]))]
  t.same([b, c], [a, a])
  t.match(
    (await sandbox.record('kind=astria.tune')).map(({ outcome }) => outcome),
    ['created', 'existing', 'existing'],
  )
  await until(() => callbacks(sandbox, 'prompts').length === 1)
  t.equal(callbacks(sandbox, 'prompt').length, 2)
  t.same(
    (await sandbox.astria('GET', `/tunes?title=${order}`)).body.map(({ id }: Json) => id),
    [a],
  )
  await sandbox.call('POST', '/astria-policy', { idempotent: false })
  t.not(await create(), a)
  const { groups } = (await sandbox.call('GET', '/record/count?kind=astria.tune&outcome=created&by=title&min=2')).body
  t.same(groups, [{ values: { title: order }, count: 2 }], 'which the record tells')
})

test('a saved model makes new prompts, and says only that it does', async t => {
  const sandbox = await startSandbox(t, { PORTRAITS_PER_PACK: '3' })
  const saved = async (tuneId: number | string, callback = 'b') => {
    const more = {
      'tune[tune_ids][]': String(tuneId),
      'tune[title]': 'order-2',
      'tune[prompt_attributes][callback]': `${sandbox.receiver.url}/cb?kind=${callback}`,
      'tune[prompts_callback]': null,
    }
    return sandbox.astria('POST', '/p/premium-red-carpet/tunes', await form(sandbox, more, []))
  }
  const { id } = (await sandbox.astria('POST', '/p/7001/tunes', await form(sandbox))).body
  t.match((await saved(id)).body, { tune_ids: ['is not trained yet'] })
  await until(() => callbacks(sandbox, 'prompts').length === 1)
  const list = async (query = '') => (await sandbox.astria('GET', `/tunes/${id}/prompts${query}`)).body
  t.equal((await list()).length, 3)
  t.same(await saved(id).then(({ status, body }) => [status, body]), [201, { status: 201, message: 'Prompts created' }])
  await until(() => callbacks(sandbox, 'b').length === 1)
  const all = await list()
  t.equal(all.length, 4, 'three pictures in one prompt of up to four')
  t.match(all[0], { pack_id: 7006, num_images: 3, cfg_scale: '3.0' }, 'newest first')
  t.equal(all[0].images.length, 3)
  t.equal((await saved(id)).status, 201)
  t.equal((await list()).length, 4, 'the same request makes nothing new')
  await saved(id, 'c')
  await until(() => callbacks(sandbox, 'c').length === 1)
  t.match(
    (await sandbox.record('kind=astria.prompts')).map(({ outcome }) => outcome),
    ['created', 'created', 'existing', 'created'],
  )
  t.match((await saved(999)).body, { tune_ids: ['is invalid'] })
})

test('lists come in pages', async t => {
  const sandbox = await startSandbox(t, { PROMPT_MS: '0' })
  const { id } = (await sandbox.astria('POST', '/p/premium-editorial/tunes', await form(sandbox))).body
  await until(() => callbacks(sandbox, 'prompts').length === 1)
  const list = async (query: string) => (await sandbox.astria('GET', `/tunes/${id}/prompts${query}`)).body
  t.equal((await list('')).length, 20, 'a page holds 20')
  t.equal((await list('?limit=120')).length, 40)
  const first = await list('?limit=15')
  const second = await list(`?limit=15&before_id=${first.at(-1).id}`)
  t.equal(second[0].id, first.at(-1).id - 1)
  t.equal((await list('?offset=10001')).error, 'offset is too large, use before_id')
  t.equal((await sandbox.astria('GET', '/tunes?offset=201')).status, 400)
  t.equal((await sandbox.astria('GET', `/prompts/${first[0].id}.json`)).body.id, first[0].id)
  t.equal((await sandbox.astria('POST', `/prompts/${first[0].id}/likes`)).status, 201)
  t.equal((await sandbox.astria('DELETE', `/prompts/${first[0].id}`)).status, 200)
  t.equal((await sandbox.astria('GET', `/prompts/${first[0].id}`)).status, 404)
  t.equal((await sandbox.astria('DELETE', `/tunes/${id}`)).status, 200)
  t.equal((await sandbox.astria('GET', `/tunes/${id}`)).status, 404)
  t.same((await sandbox.astria('GET', `/tunes?title=${order}`)).body, [])
})

test('what Astria refuses, in both shapes of its errors', async t => {
  const sandbox = await startSandbox(t)
  const cases: [Record<string, string | null>, string[], string, number, Json][] = [
    [{ 'tune[title]': null }, names, '7001', 422, { title: ["can't be blank"] }],
    [{ 'tune[name]': null }, names, '7001', 422, { name: ["can't be blank"] }],
    [
      { 'tune[name]': 'man' },
      names,
      'standard-evening-gown',
      422,
      { error: 'Name is not included in the pack classes' },
    ],
    [{}, names.slice(1), '7001', 422, { images: ['is too short (minimum is 4)'] }],
    [{ 'tune[callback]': 'ftp://x' }, names, '7001', 400, { error: 'callback is not a valid URL' }],
    [{}, names, 'nothing', 404, { error: 'Not found' }],
  ]
  for (const [more, pictures, pack, status, body] of cases) {
    const answer = await sandbox.astria('POST', `/p/${pack}/tunes`, await form(sandbox, more, pictures))
    t.equal(answer.status, status)
    t.same(answer.body, body)
  }
  const text = await form(sandbox, {}, names.slice(1))
  text.append('tune[images][]', new Blob(['no picture']), 'x.jpg')
  t.same((await sandbox.astria('POST', '/p/7001/tunes', text)).body, { images: ['is not an image'] })
  t.equal((await sandbox.record('kind=astria.tune&outcome=created')).length, 0)
  t.equal((await sandbox.record('kind=astria.tune&outcome=refused')).length, 7)
})

test('JSON with picture addresses works as well, and single prompts', async t => {
  const sandbox = await startSandbox(t)
  const image_urls = names.map(name => `${sandbox.url}/samples/${name}`)
  const { body: tune } = await sandbox.astria('POST', '/tunes', {
    tune: { title: 't', name: 'woman', image_urls, branch: 'fast' },
  })
  t.match(tune, { title: 't', branch: 'fast' })
  await until(async () => (await sandbox.astria('GET', `/tunes/${tune.id}`)).body.trained_at)
  const prompt = { text: 'ohwx woman', num_images: 2, callback: `${sandbox.receiver.url}/cb?kind=prompt` }
  const { status, body } = await sandbox.astria('POST', `/tunes/${tune.id}/prompts`, { prompt })
  t.equal(status, 201)
  t.same(body.images, [])
  await until(() => callbacks(sandbox, 'prompt').length === 1)
  t.equal(callbacks(sandbox, 'prompt')[0].prompt.images.length, 2)
  t.same((await sandbox.astria('POST', `/tunes/${tune.id}/prompts`, { prompt: { text: 'x', num_images: 9 } })).body, {
    num_images: ['must be between 1 and 8'],
  })
  const gone = await sandbox.astria('POST', '/tunes', {
    tune: { title: 'u', name: 'woman', image_urls: Array(4).fill(`${sandbox.url}/samples/nothing`) },
  })
  t.same(gone.body, { image_urls: ['could not be fetched'] })
})

test('a video prompt gives a video without a name', async t => {
  const sandbox = await startSandbox(t)
  const image_urls = names.map(name => `${sandbox.url}/samples/${name}`)
  const { body: tune } = await sandbox.astria('POST', '/tunes', { tune: { title: 't', name: 'woman', image_urls } })
  await until(async () => (await sandbox.astria('GET', `/tunes/${tune.id}`)).body.trained_at)
  const { body } = await sandbox.astria('POST', `/tunes/${tune.id}/prompts`, {
    prompt: { text: '', video_model: 'wan22_fast_480p', video_prompt: 'smile' },
  })
  const done = await until(async () => {
    const prompt = (await sandbox.astria('GET', `/prompts/${body.id}`)).body
    return (prompt.user_error || prompt.images.length > 0) && prompt
  }, 60_000)
  t.notOk(done.user_error)
  const answer = await fetch(done.images[0])
  t.equal(answer.headers.get('content-type'), 'video/mp4')
  t.equal(
    Buffer.from(await answer.arrayBuffer())
      .subarray(4, 8)
      .toString(),
    'ftyp',
  )
})

test('training and prompts can fail, callbacks can be lost', async t => {
  const sandbox = await startSandbox(t, { PORTRAITS_PER_PACK: '2' })
  await sandbox.fault({
    match: { api: 'astria', op: 'training', contact: 'bad' },
    what: 'fail',
    error: 'no face found',
    times: 1,
  })
  await sandbox.fault({
    match: { api: 'astria', op: 'prompt' },
    what: 'fail',
    error: 'NSFW content detected',
    times: 1,
  })
  await sandbox.fault({ match: { api: 'astria', op: 'callback.prompts' }, what: 'never_callback' })
  await sandbox.fault({ match: { api: 'astria', op: 'callback.prompt' }, what: 'duplicate', n: 3, times: 1 })
  const bad = (await sandbox.astria('POST', '/p/7001/tunes', await form(sandbox, { 'tune[title]': 'bad' }))).body
  await until(() => callbacks(sandbox, 'tune').length === 1)
  t.match((await sandbox.astria('GET', `/tunes/${bad.id}`)).body, { trained_at: null, error: 'no face found' })
  await sandbox.astria('POST', '/p/7001/tunes', await form(sandbox))
  await until(async () => (await sandbox.record('kind=astria.callback&outcome=lost')).length === 1)
  await until(() => callbacks(sandbox, 'prompt').length === 4)
  t.match(
    callbacks(sandbox, 'prompt').slice(0, 3),
    Array(3).fill({ prompt: { images: [], user_error: 'NSFW content detected' } }),
  )
  t.equal(callbacks(sandbox, 'prompts').length, 0)
})
