import type { Answer } from '../faults/with-faults.ts'
import { describeMark } from '../pictures/describe-mark.ts'
import { readMark } from '../pictures/mark.ts'
import { type Astria, AstriaError } from './astria.ts'
import { findPack, type Pack } from './packs.ts'
import type { TuneRequest } from './read-tune-request.ts'
import type { PromptSetRow, TuneRow } from './rows.ts'
import { tuneView } from './views.ts'
import type { Workshop } from './workshop.ts'

const MIN_PICTURES = 4
const FETCH_TIMEOUT_MS = 10_000
const classes = ['man', 'woman', 'boy', 'girl', 'cat', 'dog', 'style', 'couple', 'person']

async function fetchPicture(url: string): Promise<Buffer> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
    if (!answer.ok) throw new Error(String(answer.status))
    return Buffer.from(await answer.arrayBuffer())
  } catch {
    throw new AstriaError(422, { image_urls: ['could not be fetched'] })
  }
}

async function markOf(picture: Buffer): Promise<string> {
  try {
    const mark = await readMark(picture)
    return mark ? describeMark(mark) : 'upload'
  } catch {
    throw new AstriaError(422, { images: ['is not an image'] })
  }
}

function check({ title, name, tuneIds }: TuneRequest, pack: Pack | undefined): void {
  const blank: Record<string, string[]> = {}
  if (title === '' && tuneIds.length === 0) blank.title = ["can't be blank"]
  if (name === '') blank.name = ["can't be blank"]
  if (Object.keys(blank).length > 0) throw new AstriaError(422, blank)
  if (pack ? !pack.classes.some(known => known === name) : !classes.includes(name)) {
    throw new AstriaError(422, pack ? 'Name is not included in the pack classes' : 'Name is not included in the list')
  }
}

interface Made {
  tune: TuneRow
  created: boolean
}

async function newTune(astria: Astria, request: TuneRequest, pack: Pack | undefined): Promise<Made> {
  const pictures = request.images.length > 0 ? request.images : await Promise.all(request.imageUrls.map(fetchPicture))
  if (pictures.length < MIN_PICTURES)
    throw new AstriaError(422, { images: [`is too short (minimum is ${MIN_PICTURES})`] })
  const marks = await Promise.all(pictures.map(markOf))
  // Two requests with one title may be under way at once.
  const existing = astria.policy.idempotent ? astria.tuneByTitle(request.title) : undefined
  if (existing) return { tune: existing, created: false }
  const id = astria.nextId('tune')
  const keys = pictures.map((_, index) => `tune-${id}-${index}`)
  const now = Date.now()
  const tune = astria.tunes.put({
    id,
    title: request.title,
    name: request.name,
    packId: pack?.id ?? null,
    callback: request.callback,
    characteristics: request.characteristics,
    pictures: keys,
    marks,
    createdAt: new Date(now).toISOString(),
    eta: new Date(now + astria.policy.trainingMs).toISOString(),
    startedAt: null,
    trainedAt: null,
    error: null,
    fast: request.branch === 'fast',
  })
  await Promise.all(pictures.map((bytes, index) => astria.blobs.put(keys[index]!, bytes)))
  return { tune, created: true }
}

/** The same attributes, the callback's address among them, are the same prompts while the switch is on. */
function existingSet(astria: Astria, tuneId: string, request: TuneRequest, pack: Pack): PromptSetRow | undefined {
  if (!astria.policy.idempotent) return undefined
  return [...astria.sets.all()].find(
    set =>
      set.tuneId === tuneId &&
      set.packId === pack.id &&
      set.callback === request.promptCallback &&
      set.promptsCallback === request.promptsCallback,
  )
}

function addSet(astria: Astria, tuneId: string, request: TuneRequest, pack: Pack): PromptSetRow {
  const existing = existingSet(astria, tuneId, request, pack)
  const set =
    existing ??
    astria.sets.put({
      id: astria.nextId('set'),
      tuneId,
      packId: pack.id,
      callback: request.promptCallback,
      promptsCallback: request.promptsCallback,
      only: request.promptIds,
      promptIds: [],
      settled: false,
    })
  const about = {
    tuneId,
    packId: pack.id,
    pack: pack.slug,
    callback: set.callback,
    promptsCallback: set.promptsCallback,
    setId: set.id,
  }
  astria.record.add('astria.prompts', existing ? 'existing' : 'created', { ...about, title: request.title || null })
  return set
}

function withSavedTunes(astria: Astria, workshop: Workshop, request: TuneRequest, pack: Pack): Answer {
  const tunes = request.tuneIds.map(id => {
    const tune = astria.tunes.get(id)
    if (!tune) throw new AstriaError(422, { tune_ids: ['is invalid'] })
    if (!tune.trainedAt) throw new AstriaError(422, { tune_ids: ['is not trained yet'] })
    return tune
  })
  for (const tune of tunes) workshop.make(addSet(astria, tune.id, request, pack))
  return { status: 201, body: { status: 201, message: 'Prompts created' } }
}

/** `POST /tunes` and `POST /p/:pack/tunes`. Throws an AstriaError. */
export async function createTune(
  astria: Astria,
  workshop: Workshop,
  request: TuneRequest,
  idOrSlug?: string,
): Promise<Answer> {
  const pack = idOrSlug === undefined ? undefined : findPack(idOrSlug)
  if (idOrSlug !== undefined && !pack) throw new AstriaError(404, 'Not found')
  check(request, pack)
  if (pack && request.tuneIds.length > 0) return withSavedTunes(astria, workshop, request, pack)
  const known = astria.policy.idempotent ? astria.tuneByTitle(request.title) : undefined
  const { tune, created } = known ? { tune: known, created: false } : await newTune(astria, request, pack)
  const about = {
    title: tune.title,
    tuneId: tune.id,
    name: tune.name,
    packId: pack?.id ?? null,
    pack: pack?.slug ?? null,
  }
  const details = { callback: request.callback, characteristics: request.characteristics, pictures: tune.marks }
  astria.record.add('astria.tune', created ? 'created' : 'existing', { ...about, ...details })
  if (created) {
    if (pack) addSet(astria, tune.id, request, pack)
    workshop.train(tune)
  }
  return { status: 201, body: tuneView(astria, tune) }
}
