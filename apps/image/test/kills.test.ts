import { setTimeout as sleep } from 'node:timers/promises'
import { pictureInspected, portraitsReady, tuneCreated } from '@astria-bot/contracts'
import { eventually, samplePicture } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, withPictures } from './world.ts'

/** What a killed process had taken (an effect, a look at an order) is free after its lease; the test lets it end at once. */
const endLeases = `update imaging.effects set lease_until = now() where lease_until is not null;
  update imaging.orders set next_poll_at = now() where state in ('training', 'making')`

test('killed at any point, an order has one tune, one set of prompts, and each portrait once', {
  timeout: 300_000,
}, async t => {
  const world = await openWorld(t)
  const { outside, pay, expect, found, db } = world
  let app = await world.startProcess()
  const customer = await withPictures(world)
  await app.kill()
  let modelId = ''

  const points = ['create_tune:before-call', 'create_tune:after-call', 'copy_result:after-call']
  for (const point of [
    ...points.map(name => `effect:${name}`),
    'outbox:after-publish',
    'outbox:before-publish',
    'bus:before-ack',
  ]) {
    await t.test(`a new model, killed at ${point}`, async t => {
      app = await world.startProcess(point)
      const orderId = await pay(customer)
      const finish = finishing(orderId)
      const { signal } = await app.exited
      t.equal(signal, 'SIGKILL')
      await db.pool.query(endLeases)
      app = await world.startProcess()
      const ready = await expect(portraitsReady, { orderId })
      await finish.stop()
      t.match(ready, { complete: true })
      const tunes = outside.tunes.filter(tune => tune.title === orderId)
      t.equal(tunes.length, 1)
      modelId = String(tunes[0]!.id)
      t.equal(outside.prompts.filter(prompt => prompt.tune === tunes[0]!.id).length, 4)
      t.equal(new Set(ready.portraits.map(portrait => portrait.portraitId)).size, 4)
      const announced = new Set(
        [...found(tuneCreated, { orderId }), ...found(portraitsReady, { orderId })].map(event => JSON.stringify(event)),
      )
      t.equal(announced.size, 2, 'what is announced again is the same')
      await app.kill()
    })
  }

  for (const point of ['effect:create_prompts:before-call', 'effect:create_prompts:after-call']) {
    await t.test(`a saved model, killed at ${point}`, async t => {
      app = await world.startProcess(point)
      const before = outside.prompts.length
      const orderId = await pay({ ...customer, pictureIds: [], tuneId: modelId })
      await app.exited
      await db.pool.query(endLeases)
      app = await world.startProcess()
      await expect(tuneCreated, { orderId })
      outside.make(Number(modelId))
      t.equal((await expect(portraitsReady, { orderId })).portraits.length, 4)
      t.equal(outside.prompts.length, before + 4)
      await app.kill()
    })
  }

  await t.test('a picture, killed after it was fetched and after it was judged', async t => {
    for (const point of ['effect:fetch_picture:after-call', 'outbox:before-publish']) {
      app = await world.startProcess(point)
      const pictureId = await world.submit(await samplePicture({ seed: point }), {
        contactId: customer.contactId,
        setId: customer.contactId,
      })
      await app.exited
      await db.pool.query(endLeases)
      app = await world.startProcess()
      t.match(await expect(pictureInspected, { pictureId }), { verdict: 'accepted' })
      await app.kill()
    }
  })

  /** Astria goes on whatever happens to us. */
  function finishing(orderId: string) {
    let stopped = false
    const done = (async () => {
      while (!stopped) {
        const tune = outside.tunes.find(item => item.title === orderId)
        if (tune) {
          outside.train(tune)
          outside.make(tune.id)
        }
        await sleep(20)
      }
    })()
    const stop = () => {
      stopped = true
      return done
    }
    return { stop }
  }
})

test('two processes share the work: one reads the packs, every order has one tune', { timeout: 120_000 }, async t => {
  const world = await openWorld(t)
  const { outside, pay, expect } = world
  const apps = await Promise.all([world.startProcess(), world.startProcess()])
  await eventually(() => world.events.length > 0)
  const customer = await withPictures(world)
  const orders = await Promise.all(Array.from({ length: 6 }, () => pay(customer)))
  for (const orderId of orders) await expect(tuneCreated, { orderId })
  for (const tune of outside.tunes) {
    outside.train(tune)
    outside.make(tune.id)
  }
  for (const orderId of orders) t.match(await expect(portraitsReady, { orderId }), { complete: true })
  t.equal(outside.tunes.length, 6)
  t.same([...outside.tunes.map(tune => tune.title)].sort(), [...orders].sort())
  await Promise.all(apps.map(app => app.stop()))
  for (const app of apps) t.match(await app.exited, { code: 0 })
})
