import type { Answer } from '../faults/with-faults.ts'
import { type Astria, AstriaError } from './astria.ts'
import type { PromptRow, PromptSetRow } from './rows.ts'
import { promptView } from './views.ts'
import type { Workshop } from './workshop.ts'

type Values = Record<string, unknown>

function check(values: Values): Pick<PromptRow, 'text' | 'callback' | 'seed' | 'numImages' | 'video'> {
  const { text, callback, seed, num_images = 1, negative_prompt, video_model } = values
  const video = typeof video_model === 'string'
  const numImages = Number(num_images)
  if (typeof text !== 'string' || (text === '' && !video)) throw new AstriaError(422, { text: ["can't be blank"] })
  if (!Number.isInteger(numImages) || numImages < 1 || numImages > 8) {
    throw new AstriaError(422, { num_images: ['must be between 1 and 8'] })
  }
  if (negative_prompt) throw new AstriaError(422, { negative_prompt: ['not supported on Flux'] })
  return {
    text,
    callback: typeof callback === 'string' ? callback : null,
    seed: seed === undefined ? null : Number(seed),
    numImages: video ? 1 : numImages,
    video,
  }
}

/** `POST /tunes/:id/prompts`: one prompt, a picture or a video. Throws an AstriaError. */
export function createPrompt(astria: Astria, workshop: Workshop, tuneId: string, body: unknown): Answer {
  const tune = astria.tunes.get(tuneId)
  if (!tune) throw new AstriaError(404, 'Not found')
  const checked = check((body as { prompt?: Values } | null)?.prompt ?? {})
  if (!tune.trainedAt) throw new AstriaError(422, 'Tune is not trained yet')
  const { callback, video } = checked
  const setId = astria.nextId('set')
  const none = { packId: null, origPromptId: null, startedAt: null, trainedAt: null, userError: null }
  const place = { setId, tuneId, first: 1, of: checked.numImages }
  const prompt: PromptRow = {
    id: astria.nextId('prompt'),
    ...none,
    ...place,
    ...checked,
    createdAt: new Date().toISOString(),
  }
  const promptIds = [prompt.id]
  const set: PromptSetRow = {
    id: setId,
    tuneId,
    packId: null,
    callback,
    promptsCallback: null,
    only: [],
    promptIds,
    settled: false,
  }
  astria.prompts.put(prompt)
  const about = { tuneId, packId: null, title: tune.title, callback, setId, promptId: prompt.id, video }
  astria.record.add('astria.prompts', 'created', about)
  workshop.make(astria.sets.put(set))
  return { status: 201, body: promptView(astria, prompt) }
}
