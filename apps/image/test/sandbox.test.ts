import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { packImagesUpdated, pictureInspected, portraitsReady, tuneCreated, tuneFinished } from '@astria-bot/contracts'
import { type AppProcess, eventually, freePort, samplePicture, startProcess } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, type World } from './world.ts'

const keys = {
  WHATSAPP_API_KEY: 'sandbox-whatsapp-key',
  ASTRIA_API_KEY: 'sandbox-astria-key',
  WHATSAPP_NUMBER_ID: '106540352242922',
}

/** Puts a picture where a customer's would lie. */
async function upload(sandbox: AppProcess, bytes: Buffer): Promise<string> {
  const body = new FormData()
  body.set('messaging_product', 'whatsapp')
  body.set('type', 'image/jpeg')
  body.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }), 'picture.jpg')
  const url = `${sandbox.url}/graph/v25.0/${keys.WHATSAPP_NUMBER_ID}/media`
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${keys.WHATSAPP_API_KEY}` },
  })
  return ((await answer.json()) as { id: string }).id
}

async function customerOf(world: World, sandbox: AppProcess) {
  const set = { contactId: randomUUID(), setId: randomUUID() }
  const pictureIds: string[] = []
  for (let i = 0; i < 4; i += 1) {
    const bytes = await samplePicture({ seed: `${set.setId}-${i}` })
    const pictureId = await world.submit(bytes, set, {
      channel: keys.WHATSAPP_NUMBER_ID,
      mediaId: await upload(sandbox, bytes),
    })
    const told = await world.expect(pictureInspected, { pictureId })
    if (told.verdict !== 'accepted') throw new Error(`refused: ${told.reasons}`)
    pictureIds.push(pictureId)
  }
  return { contactId: set.contactId, pictureIds }
}

test('against the sandbox: a new model and a saved one, with lost answers and no callbacks', {
  timeout: 240_000,
}, async t => {
  const port = await freePort()
  const sandbox = await startProcess({
    app: 'sandbox',
    port,
    env: {
      ENVIRONMENT: 'test',
      LOG_LEVEL: 'warn',
      TRAINING_MS: '300',
      PROMPT_MS: '20',
      PORTRAITS_PER_PACK: '4',
      ...keys,
    },
  })
  t.teardown(() => sandbox.kill())
  const world = await openWorld(t, {
    ...keys,
    ASTRIA_API_URL: `${sandbox.url}/astria`,
    WHATSAPP_API_URL: `${sandbox.url}/graph/v25.0`,
    PRIVATE_HOSTS: `127.0.0.1:${port}`,
    MEDIA_HOSTS: '127.0.0.1',
  })
  await world.startApp()
  const packs = await eventually(
    () => {
      const found = world.found(packImagesUpdated)
      if (!found.some(pack => pack.classes.some(item => item.example?.mimeType === 'video/mp4')))
        throw new Error('no video')
      return found
    },
    { timeoutMs: 60_000 },
  )
  const packId = packs[0]!.packId
  const customer = await customerOf(world, sandbox)
  const fault = (body: object) =>
    fetch(`${sandbox.url}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const count = async (kind: string, where: object) => {
    const answer = await fetch(`${sandbox.url}/record?kind=${kind}`)
    const { entries } = (await answer.json()) as { entries: Record<string, unknown>[] }
    return entries.filter(entry =>
      Object.entries({ kind, outcome: 'created', ...where }).every(([key, value]) => entry[key] === value),
    ).length
  }

  await fault({ match: { api: 'astria', op: 'tunes' }, what: 'done_then_504', times: 1 })
  const first = await world.pay({ ...customer, packId })
  const { tuneId } = await world.expect(tuneCreated, { orderId: first })
  await world.expect(tuneFinished, { orderId: first })
  const ready = await world.expect(portraitsReady, { orderId: first })
  t.match(ready, { complete: true, tuneId })
  t.equal(ready.portraits.length, 4)
  for (const { file } of ready.portraits) t.ok((await fs.stat(path.join(world.root, file.fileKey))).size > 1000)
  t.equal(await count('astria.tune', { title: first }), 1)

  const second = await world.pay({ ...customer, packId, pictureIds: [], tuneId })
  t.match(await world.expect(tuneCreated, { orderId: second }), { training: false })
  const again = await world.expect(portraitsReady, { orderId: second })
  t.match(again, { complete: true })
  t.equal(again.portraits.length, 4)
  t.equal(await count('astria.prompts', { title: second }), 1)
  t.equal(new Set([...ready.portraits, ...again.portraits].map(portrait => portrait.portraitId)).size, 8)
})
