import fs from 'node:fs/promises'
import path from 'node:path'
import { packImagesUpdated, packRefreshRequested } from '@astria-bot/contracts'
import { sniff } from '@astria-bot/media'
import { eventually, samplePicture } from '@astria-bot/testing'
import sharp from 'sharp'
import { test } from 'tap'
import { openWorld, type World } from './world.ts'

async function withExamples(world: World) {
  for (const name of ['cover', 'example-1', 'example-2'])
    world.outside.results.set(name, await samplePicture({ seed: name, width: 600, height: 800 }))
}
/** Waits until a pack was announced in a way that fits. */
const announced = (world: World, packId: string, fits: (pack: ReturnType<typeof latest>) => boolean) =>
  eventually(
    () => {
      const pack = latest(world, packId)
      if (!fits(pack)) throw new Error('not announced')
      return pack
    },
    { timeoutMs: 30_000 },
  )
const latest = (world: World, packId: string) =>
  world.found(packImagesUpdated, { packId }).reduce((a, b) => (a.version > b.version ? a : b))

test('packs are read, shown, and announced only when they change', { timeout: 120_000 }, async t => {
  const world = await openWorld(t)
  const { outside, expect } = world
  await withExamples(world)
  outside.packs.push({ id: 261, slug: 'sport', title: 'Sport', classes: { man: 12 }, examples: [] })
  const { app } = await world.startApp()
  const syncs = async () =>
    Number(
      /pack_syncs_total\{[^}]*outcome="done"[^}]*\} (\d+)/.exec((await app.server.inject('/metrics')).body)?.[1] ?? 0,
    )
  const refresh = async (packId?: string) => {
    const before = await syncs()
    await world.publish(packRefreshRequested, packId ?? 'packs', packId === undefined ? {} : { packId })
    await eventually(async () => (await syncs()) > before, { timeoutMs: 30_000 })
  }

  await t.test('cover and a video per class; a pack without examples is sold all the same', async t => {
    const made = await announced(world, '260', pack => pack.classes.every(item => item.example))
    t.match(made, { slug: 'lite-office', title: 'Office', tier: 'lite', available: true })
    t.same(
      made.classes.map(item => [item.className, item.imageCount]),
      [
        ['man', 4],
        ['woman', 4],
      ],
    )
    const bytes = await fs.readFile(path.join(world.root, made.classes[0]!.example!.fileKey))
    t.equal(sniff(bytes), 'video/mp4')
    t.equal(sniff(await fs.readFile(path.join(world.root, made.cover!.fileKey))), 'image/jpeg')
    t.match(await expect(packImagesUpdated, { packId: '261' }), {
      tier: 'standard',
      classes: [{ className: 'man', imageCount: 12, example: null }],
    })
  })

  await t.test('nothing is announced when nothing has changed', async t => {
    await eventually(async () => (await syncs()) > 0, { timeoutMs: 30_000 })
    const versions = async () =>
      (await world.db.pool.query('select pack_id, version from imaging.packs order by 1')).rows
    const before = await versions()
    await refresh()
    t.same(await versions(), before)
    for (const { pack_id, version } of before) await announced(world, pack_id, pack => pack.version === version)
  })

  await t.test('a change is announced with a higher version; a pack that is gone is not available', async t => {
    const { version } = latest(world, '260')
    outside.packs[0]!.title = 'Office 2'
    const [sport] = outside.packs.splice(1, 1)
    await refresh()
    t.match(await announced(world, '260', pack => pack.version > version), {
      title: 'Office 2',
      version: version + 1,
    })
    const gone = await expect(packImagesUpdated, { packId: '261', available: false })
    t.match(gone, { title: 'Sport' })
    outside.packs.push(sport!)
    await refresh()
    t.match(await announced(world, '261', pack => pack.available), { version: gone.version + 1 })
  })

  await t.test('a list that cannot be read takes nothing away', async t => {
    outside.fault(
      'packs',
      () => ({ status: 200, body: { error: 'x' } }),
      () => ({ status: 500, body: '<html>' }),
    )
    await refresh()
    t.equal(latest(world, '260').available, true)
    t.equal(latest(world, '261').available, true)
  })

  await t.test('black examples are left out, and new pictures make a new video', async t => {
    const { version, classes } = latest(world, '260')
    outside.results.set(
      'black',
      await sharp({ create: { width: 600, height: 800, channels: 3, background: '#000' } })
        .jpeg()
        .toBuffer(),
    )
    outside.packs[0]!.examples = ['black', 'example-1']
    await refresh()
    const made = await announced(world, '260', pack => pack.version > version)
    t.not(made.classes[0]!.example!.fileKey, classes[0]!.example!.fileKey)
  })

  await t.test('one that is named is made anew alone, also when the first reading fails', async t => {
    const example = outside.packs.find(pack => pack.id === 260)!.examples.at(-1)
    const fetched = async (packId?: string) => {
      const before = outside.asked.length
      await refresh(packId)
      const asked = outside.asked.slice(before)
      return ['cover', example].map(name => asked.filter(op => op === `result.${name}`).length)
    }
    // Both packs have the cover, one the example, for each of two classes.
    t.same(await fetched(), [2, 2], 'all')
    t.same(await fetched('261'), [1, 0])
    outside.fault('packs', () => ({ status: 500, body: '<html>' }))
    t.same(await fetched('261'), [1, 0])
    t.same(await fetched('260'), [1, 2])
    t.same(await fetched('999'), [0, 0], 'a pack that there is not')
  })

  await t.test('the API lists them', async t => {
    const { items } = (
      await app.server.inject({ url: '/api/packs', headers: { authorization: 'Bearer a-key-of-the-tests' } })
    ).json()
    t.same(
      items.map((item: { packId: string }) => item.packId),
      ['260', '261'],
    )
  })
})

test('without an ffmpeg that works the example is a collage', { timeout: 60_000 }, async t => {
  const world = await openWorld(t, { FFMPEG_PATH: '/nowhere/ffmpeg' })
  await withExamples(world)
  await world.startApp()
  const made = await announced(world, '260', pack => pack.classes.every(item => item.example))
  t.match(made.classes[0]!.example, { mimeType: 'image/jpeg' })
})
