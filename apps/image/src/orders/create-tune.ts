import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import type { Effect, EffectHandler } from '@astria-bot/store'
import type { Studio } from '../studio.ts'
import { assertOpen } from './assert-open.ts'
import { rejectSubmission, settleSubmission } from './settle-submission.ts'
import type { Submitted, TuneSubmission } from './submission.ts'

/** Astria works on a request for up to 30 s after it was cut: after the second wait nothing more appears. */
const looksBeforeAgain = 3

/** Submits a new model, at most once: after a lost answer it is looked for by its title, the order's id. */
export function createTune(studio: Studio): EffectHandler<TuneSubmission, Submitted> {
  return {
    async perform(request, effect) {
      studio.submissions.check()
      await assertOpen(studio.db, effect.key)
      // An earlier try that was refused may have been carried out all the same (a 500 says nothing about it).
      const earlier = effect.attempts > 1 ? await findTune(studio, effect) : null
      if (earlier) return earlier
      const pictures = await load(studio, request.fileKeys)
      try {
        const answer = await studio.astria.createPackTune({
          packId: request.packId,
          title: request.orderId,
          className: request.className,
          pictures,
          tuneIds: [],
          characteristics: request.characteristics,
          callbacks: request.callbacks,
          fields: request.fields,
        })
        studio.submissions.succeeded()
        if (answer.kind === 'tune') return { tuneId: answer.tune.tuneId, eta: answer.tune.eta }
        const [tuneId] = answer.kind === 'order' ? answer.tuneIds : []
        if (tuneId) return { tuneId, eta: null }
        throw new UnknownOutcomeError('Astria did not name the tune')
      } catch (error) {
        studio.submissions.note(error)
        throw error
      }
    },
    async resolve(_request, effect) {
      const tune = await findTune(studio, effect)
      if (tune) return tune
      if (effect.looks < looksBeforeAgain) {
        throw new TransientError('no tune with this title yet', { retryAfterMs: studio.settings.ASTRIA_RETRY_MS })
      }
      return null
    },
    done: (tx, _request, submitted, effect) => settleSubmission(studio, tx, submitted, effect),
    failed: (tx, _request, error, effect) => rejectSubmission(studio, tx, error, effect),
  }
}

async function findTune(studio: Studio, effect: Effect): Promise<Submitted | null> {
  const [tune] = await studio.astria.findTunesByTitle(effect.key)
  return tune ? { tuneId: tune.tuneId, eta: tune.eta } : null
}

/** The pictures that are still there. Throws RejectedError when fewer remain than a model needs. */
async function load(studio: Studio, fileKeys: readonly string[]): Promise<Buffer[]> {
  const pictures: Buffer[] = []
  for (const key of fileKeys) {
    try {
      pictures.push((await studio.files.get(key)).bytes)
    } catch (error) {
      if (!(error instanceof RejectedError)) throw new TransientError('the files are away', { cause: error })
    }
  }
  const missing = fileKeys.length - pictures.length
  if (pictures.length === 0 || (missing > 0 && pictures.length < studio.settings.MIN_PICTURES)) {
    throw new RejectedError('pictures_missing', `${missing} of ${fileKeys.length} pictures are not there any more`)
  }
  return pictures
}
