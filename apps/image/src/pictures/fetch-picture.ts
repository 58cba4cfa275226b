import { AccountError, type Inspection } from '@astria-bot/astria'
import { type PictureReason, RejectedError, TransientError } from '@astria-bot/contracts'
import { inspectLocally, judgeLocally, normalise, shrinkForInspect } from '@astria-bot/media'
import type { Effect, EffectHandler } from '@astria-bot/store'
import type { Studio } from '../studio.ts'
import { fileKeyOf } from './file-key-of.ts'
import type { FetchRequest, Finding } from './finding.ts'
import { gateLimits } from './gate-limits.ts'
import { isWanted } from './is-wanted.ts'
import { judgePicture, refusePicture } from './judge-picture.ts'
import { othersOfSet } from './others-of-set.ts'
import { decidePicture } from './verdict.ts'
import { verdictRules } from './verdict-rules.ts'

/** Downloads a picture, looks at it, has Astria look at it, and keeps it if it may be used. */
export function fetchPicture(studio: Studio): EffectHandler<FetchRequest, Finding> {
  return {
    async perform(request, effect) {
      try {
        return await find(studio, request, effect)
      } catch (error) {
        // Doing it again harms nobody: whatever went wrong is tried again, until WhatsApp has deleted the file.
        if (error instanceof TransientError) throw error
        studio.logger.error({ err: error, picture: request.pictureId }, 'a picture could not be judged')
        throw new TransientError('a picture could not be judged', { cause: error })
      }
    },
    resolve: async () => null,
    done: (tx, request, finding) => judgePicture(studio, tx, request, finding),
    failed: (tx, request) => refusePicture(studio, tx, request, ['expired'], null),
  }
}

async function find(studio: Studio, request: FetchRequest, effect: Effect): Promise<Finding> {
  const refused = (error: RejectedError, other: PictureReason): Finding => {
    if (error.code === 'address_refused') throw new TransientError(error.message, { cause: error })
    const reason = error.code === 'too_large' || error.code === 'unreadable' ? error.code : other
    return { kind: 'refused', reasons: [reason], report: null }
  }
  const download = await rejected(() =>
    studio.inbox.of(request.channel).downloadMedia({
      mediaId: request.mediaId,
      url: request.url ?? undefined,
      sha256: request.sha256 ?? undefined,
    }),
  )
  if (download instanceof RejectedError) return refused(download, 'expired')
  const report = await rejected(() => inspectLocally(download.bytes))
  if (report instanceof RejectedError) return refused(report, 'unreadable')

  const others = await othersOfSet(studio.db, request)
  const local = judgeLocally(report, others, gateLimits(studio.settings))
  if (local.reasons.length > 0) return { kind: 'refused', reasons: local.reasons, report }

  const clean = await rejected(() => normalise(download.bytes))
  if (clean instanceof RejectedError) return refused(clean, 'unreadable')
  const inspection = await inspect(studio, clean, effect.attempts)
  if (inspection instanceof RejectedError) return { kind: 'refused', reasons: ['unreadable'], report }
  const { verdict } = decidePicture(local, inspection, verdictRules(studio.settings))
  const fileKey = verdict === 'refused' ? null : await keep(studio, request, clean)
  return { kind: 'seen', report, inspection, fileKey }
}

/** Null when Astria did not answer often enough: then it is accepted with a warning, as INSPECT_TRIES says. */
async function inspect(studio: Studio, clean: Buffer, attempts: number): Promise<Inspection | null | RejectedError> {
  const { INSPECT_TRIES } = studio.settings
  try {
    return await studio.astria.inspect(await shrinkForInspect(clean), 'person')
  } catch (error) {
    studio.submissions.note(error)
    if (error instanceof RejectedError && ['astria_invalid', 'astria_bad_request'].includes(error.code)) return error
    // Nobody is trained unseen because a bill was not paid.
    if (!(error instanceof AccountError) && INSPECT_TRIES > 0 && attempts >= INSPECT_TRIES) return null
    // Without Astria's long wait: a customer is waiting for the verdict.
    throw new TransientError('Astria did not look at a picture', { cause: error })
  }
}

async function keep(studio: Studio, request: FetchRequest, clean: Buffer): Promise<string> {
  const fileKey = fileKeyOf(request)
  await studio.files.put(fileKey, clean, 'image/jpeg')
  // The contact may have been erased meanwhile, or the picture taken back: then nobody else would delete this file.
  if (!(await isWanted(studio.db, request.pictureId))) await studio.files.delete(fileKey)
  return fileKey
}

async function rejected<T>(work: () => Promise<T>): Promise<T | RejectedError> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RejectedError) return error
    throw error
  }
}
