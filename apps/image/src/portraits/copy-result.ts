import { RejectedError, TransientError } from '@astria-bot/contracts'
import { sniff, toWhatsAppImage, transcodeForWhatsApp } from '@astria-bot/media'
import type { Effect, EffectHandler } from '@astria-bot/store'
import { isErased } from '../erasure/is-erased.ts'
import type { Studio } from '../studio.ts'
import type { Copied, CopyRequest } from './copy-request.ts'
import { settlePortrait } from './settle-portrait.ts'

const maxBytes = 100 * 1024 * 1024

/** Copies a result before Astria deletes it (30 days), in a form that WhatsApp takes. */
export function copyResult(studio: Studio): EffectHandler<CopyRequest, Copied> {
  return {
    async perform(request, effect) {
      try {
        return await keep(studio, request, await convert(studio, await download(studio, request.url)))
      } catch (error) {
        throw verdictOn(studio, error, request, effect)
      }
    },
    resolve: async () => null,
    done: (tx, request, copied) => settlePortrait(studio, tx, request, { state: 'kept', ...copied }),
    failed: (tx, request, error) => settlePortrait(studio, tx, request, { state: 'missing', reason: error.code }),
  }
}

async function download({ mediaFetch }: Studio, url: string): Promise<Buffer> {
  const response = await mediaFetch(url, { redirect: 'follow', maxBytes })
  if (response.status !== 200) throw new RejectedError('not_available', `the result's host answered ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}

async function convert(studio: Studio, bytes: Buffer): Promise<{ bytes: Buffer; mimeType: Copied['mimeType'] }> {
  const type = sniff(bytes)
  if (type === null) throw new RejectedError('unreadable', 'the result is neither image nor video')
  if (type.startsWith('image/')) return { bytes: await toWhatsAppImage(bytes), mimeType: 'image/jpeg' }
  const ffmpeg = await studio.ffmpeg()
  if (!ffmpeg) throw new RejectedError('ffmpeg_missing', 'a video cannot be made fit for WhatsApp without ffmpeg')
  const limits = { timeoutMs: studio.settings.FFMPEG_TIMEOUT_MS }
  return { bytes: await transcodeForWhatsApp(bytes, ffmpeg, limits), mimeType: 'video/mp4' }
}

async function keep(
  studio: Studio,
  request: CopyRequest,
  file: { bytes: Buffer; mimeType: Copied['mimeType'] },
): Promise<Copied> {
  const { contactId, orderId, portraitId } = request
  const extension = file.mimeType === 'video/mp4' ? 'mp4' : 'jpg'
  const fileKey = `portraits/${contactId}/${orderId}/${portraitId}.${extension}`
  await studio.files.put(fileKey, file.bytes, file.mimeType)
  // The contact may have been erased meanwhile: then nobody else would delete this file.
  if (await isErased(studio.db, contactId)) await studio.files.delete(fileKey)
  return { fileKey, mimeType: file.mimeType }
}

/** An address that is not allowed never is; anything else may be there at the next try, until COPY_TRIES are over. */
function verdictOn(studio: Studio, error: unknown, { orderId }: CopyRequest, effect: Effect): Error {
  if (error instanceof RejectedError && error.code === 'address_refused') {
    studio.metrics.refusedHosts.inc()
    studio.logger.error({ order: orderId, portrait: effect.key }, 'a result lies on a host that is not allowed')
    return error
  }
  if (effect.attempts >= studio.settings.COPY_TRIES) {
    return error instanceof RejectedError
      ? error
      : new RejectedError('not_available', 'the result could not be fetched', { cause: error })
  }
  return error instanceof TransientError
    ? error
    : new TransientError('the result could not be copied', { cause: error })
}
