import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { pictureInspected, pictureWithdrawn } from '@astria-bot/contracts'
import { eventually, samplePicture } from '@astria-bot/testing'
import sharp from 'sharp'
import { test } from 'tap'
import { openWorld } from './world.ts'

interface Page {
  items: { pictureId: string }[]
  next: string | null
}

test('pictures are fetched, judged and kept', { timeout: 240_000 }, async t => {
  const world = await openWorld(t, { INSPECT_TRIES: '2' })
  const { outside, submit, expect } = world
  const { app } = await world.startApp()
  const newSet = () => ({ contactId: randomUUID(), setId: randomUUID() })
  const judged = async (bytes: Buffer, set = newSet()) =>
    expect(pictureInspected, { pictureId: await submit(bytes, set) })
  const good = await samplePicture({ seed: 'good' })

  await t.test('a good one is accepted, its class known, and lies clean in our storage', async t => {
    const set = newSet()
    const withPlace = await sharp(good)
      .withExif({ IFD0: { Artist: 'Somebody' } })
      .jpeg()
      .toBuffer()
    const pictureId = await submit(withPlace, set)
    const told = await expect(pictureInspected, { pictureId })
    t.match(told, {
      ...set,
      pictureId,
      verdict: 'accepted',
      reasons: [],
      className: 'man',
      messageId: `wamid.${pictureId}`,
    })
    const kept = await fs.readFile(path.join(world.root, 'pictures', set.contactId, `${pictureId}.jpg`))
    t.notOk(kept.includes('Somebody'))
    t.match(await sharp(kept).metadata(), { format: 'jpeg', width: 1080 })
  })

  await t.test('each defect has its reason, whether we see it or Astria does', async t => {
    for (const [kind, reason] of [
      ['blurry', 'blurry'],
      ['dark', 'too_dark'],
      ['bright', 'too_bright'],
      ['small', 'too_small'],
    ] as const) {
      t.match(await judged(await samplePicture({ seed: kind, kind })), { verdict: 'refused', reasons: [reason] }, kind)
    }
    const inspections = [
      [{ name: 'NONE' }, 'no_person'],
      [{ name: 'man', includes_multiple_people: true }, 'several_people'],
      [{ name: 'man', wearing_sunglasses: true }, 'sunglasses'],
      [{ name: 'man', wearing_hat: true }, 'hat'],
      [{ name: 'man', funny_face: true }, 'funny_face'],
    ] as const
    for (const [answer, reason] of inspections) {
      outside.fault('inspect', () => ({ status: 200, body: answer }))
      const told = await judged(await samplePicture({ seed: reason }))
      t.match(told, { verdict: 'refused', reasons: [reason] })
      t.same(
        await world.db.pool
          .query('select file_key from imaging.pictures where id = $1', [told.pictureId])
          .then(r => r.rows[0].file_key),
        null,
      )
    }
  })

  await t.test('a possible minor is held', async t => {
    outside.fault('inspect', () => ({ status: 200, body: { name: 'boy' } }))
    t.match(await judged(await samplePicture({ seed: 'boy' })), { verdict: 'held', reasons: [] })
  })

  await t.test('the same picture twice at once is accepted once', async t => {
    const set = newSet()
    const ids = await Promise.all([submit(good, set), submit(await sharp(good).flop().jpeg().toBuffer(), set)])
    const verdicts = await Promise.all(ids.map(pictureId => expect(pictureInspected, { pictureId })))
    t.same(verdicts.map(told => told.verdict).sort(), ['accepted', 'refused'])
    t.same(
      verdicts.flatMap(told => told.reasons),
      ['duplicate'],
    )
    t.match(await judged(good), { verdict: 'accepted' }, 'another set is another matter')
  })

  await t.test('bombs, halves, SVG, polyglots and lies are answered, and the process lives (F34)', async t => {
    const bomb = await sharp({
      create: { width: 12_000, height: 9_000, channels: 3, background: '#888' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer()
    const bodies: [string, Buffer, string][] = [
      ['bomb', bomb, 'too_large'],
      ['truncated', good.subarray(0, good.length >> 1), 'unreadable'],
      [
        'svg',
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'),
        'unreadable',
      ],
      ['gif', await sharp(good).gif().toBuffer(), 'unreadable'],
      ['text', Buffer.from('hello'), 'unreadable'],
      ['empty', Buffer.alloc(0), 'unreadable'],
    ]
    for (const [name, bytes, reason] of bodies)
      t.match(await judged(bytes), { verdict: 'refused', reasons: [reason] }, name)
    const polyglot = Buffer.concat([await samplePicture({ seed: 'polyglot' }), Buffer.from('<script>')])
    t.match(await judged(polyglot), { verdict: 'accepted' })
    t.match((await app.server.inject('/ready')).statusCode, 200)
  })

  await t.test('a download that fails is tried again; one that is gone has expired', async t => {
    outside.fault(
      'media',
      () => 'drop',
      () => ({ status: 500, body: '<html>' }),
    )
    outside.fault('download', () => ({ status: 404 }))
    t.match(await judged(await samplePicture({ seed: 'retry' })), { verdict: 'accepted' })
    const set = newSet()
    const pictureId = await submit(good, set, { mediaId: 'unknown' })
    t.match(await expect(pictureInspected, { pictureId }), { verdict: 'refused', reasons: ['expired'] })
    const late = await submit(good, newSet(), { sentAt: new Date(Date.now() - 8 * 86_400_000).toISOString() })
    t.match(await expect(pictureInspected, { pictureId: late }), { verdict: 'refused', reasons: ['expired'] })
  })

  await t.test('bytes that are not the announced ones are never used', async t => {
    const pictureId = await submit(good, newSet(), { sha256: Buffer.alloc(32).toString('base64') })
    await eventually(async () => {
      const { rows } = await world.db.pool.query('select attempts, error from imaging.effects where key = $1', [
        pictureId,
      ])
      return rows[0]?.attempts >= 2 && /announced/.test(rows[0].error)
    })
    t.same(world.found(pictureInspected, { pictureId }), [])
  })

  await t.test(
    'when inspect does not answer, a picture is accepted with a warning, after the set number of tries',
    async t => {
      outside.fault(
        'inspect',
        () => ({ status: 504, body: '<html>' }),
        () => ({ status: 504, body: '<html>' }),
      )
      const told = await judged(await samplePicture({ seed: 'unseen' }))
      t.match(told, { verdict: 'accepted', className: null })
      const { rows } = await world.db.pool.query('select inspected, warnings from imaging.pictures where id = $1', [
        told.pictureId,
      ])
      t.match(rows, [{ inspected: false, warnings: ['not_inspected'] }])
    },
  )

  await t.test('a picture that came twice is judged once', async t => {
    const set = newSet()
    const pictureId = await submit(await samplePicture({ seed: 'twice' }), set)
    await expect(pictureInspected, { pictureId })
    await submit(await samplePicture({ seed: 'twice' }), set, { pictureId })
    await judged(await samplePicture({ seed: 'after' }))
    t.equal(world.found(pictureInspected, { pictureId }).length, 1)
  })

  await t.test('one that was taken back is gone with its file, also while it is being looked at', async t => {
    const set = newSet()
    const fileOf = (pictureId: string) => path.join(world.root, 'pictures', set.contactId, `${pictureId}.jpg`)
    const isThere = (file: string) =>
      fs.stat(file).then(
        () => true,
        () => false,
      )
    const rowsOf = async (pictureId: string) =>
      (await world.db.pool.query('select from imaging.pictures where id = $1', [pictureId])).rowCount
    const withdraw = (pictureId: string) =>
      world.publish(pictureWithdrawn, set.contactId, { pictureId, contactId: set.contactId })
    const first = await samplePicture({ seed: 'taken-back' })
    const pictureId = await submit(first, set)
    await expect(pictureInspected, { pictureId })
    t.equal(await isThere(fileOf(pictureId)), true)
    await withdraw(pictureId)
    await eventually(async () => !(await isThere(fileOf(pictureId))))
    t.equal(await rowsOf(pictureId), 0)
    t.match(await judged(first, set), { verdict: 'accepted' }, 'it can be sent again')

    let answer = () => {}
    const asked = new Promise<void>(resolve => {
      outside.fault('inspect', async work => {
        resolve()
        await new Promise<void>(done => {
          answer = done
        })
        return work() as never
      })
    })
    const slow = await submit(await samplePicture({ seed: 'slowly' }), set)
    await asked
    await withdraw(slow)
    await eventually(async () => (await rowsOf(slow)) === 0)
    answer()
    await judged(await samplePicture({ seed: 'behind' }), newSet())
    await eventually(async () => !(await isThere(fileOf(slow))))
    t.same(world.found(pictureInspected, { pictureId: slow }), [])
  })

  await t.test('the API lists them, with a key, and its links expire', async t => {
    t.equal((await app.server.inject('/api/pictures')).statusCode, 401)
    const headers = { authorization: 'Bearer a-key-of-the-tests' }
    const ids: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: Page = (
        await app.server.inject({ url: `/api/pictures?limit=7${next ? `&cursor=${next}` : ''}`, headers })
      ).json()
      ids.push(...page.items.map(item => item.pictureId))
      next = page.next
    }
    t.equal(new Set(ids).size, ids.length)
    const { rows } = await world.db.pool.query('select count(*)::int from imaging.pictures')
    t.equal(ids.length, rows[0].count)
    t.equal((await app.server.inject({ url: '/api/pictures?cursor=nonsense', headers })).statusCode, 400)
    const [held] = (await app.server.inject({ url: '/api/pictures?state=held', headers })).json().items
    const file = await app.server.inject(held.link)
    t.equal(file.statusCode, 200)
    t.equal(file.headers['content-type'], 'image/jpeg')
    t.equal((await app.server.inject(held.link.replace('.jpg', '.png'))).statusCode, 404)
    t.equal((await app.server.inject(held.link.replace(/exp=\d+/, 'exp=9999999999'))).statusCode, 404)
    t.equal((await app.server.inject('/docs/json')).statusCode, 200)
  })

  t.same(
    outside.asked.filter(op => op.includes('wrong key')),
    [],
  )
})
