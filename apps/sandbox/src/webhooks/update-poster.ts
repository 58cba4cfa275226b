import type { Poster } from '../http/post.ts'
import { sign } from '../http/signature.ts'
import type { Random } from '../random.ts'
import type { TheRecord } from '../record/record.ts'
import type { Stoppable } from '../stoppable.ts'
import { envelope, type Sender } from './envelope.ts'
import type { Update } from './update.ts'

export interface PosterOptions {
  url: string | undefined
  sender: Sender
  /** First pause after an answer that is not 200; it doubles up to `retryMaxMs`. */
  retryMs: number
  retryMaxMs: number
  poster: Poster
  record: TheRecord
  random: Random
  life: Stoppable
}

/** Posts updates, the same bytes again and again, until they are answered 200. */
export function createUpdatePoster(options: PosterOptions, secret: () => string) {
  const { url, sender, retryMs, retryMaxMs, poster, record, random, life } = options
  return async (updates: readonly Update[], copy: number): Promise<void> => {
    const body = envelope(sender, updates)
    const about = updates.map(({ kind, id, status, phone }) => ({
      kind,
      id,
      phone: phone.id,
      ...(status ? { status } : {}),
    }))
    for (let attempt = 1; !life.stopped(); attempt++) {
      const answer = await poster.post(url!, body, { 'x-hub-signature-256': sign(body, secret()) })
      const outcome = answer.status === 200 ? 'accepted' : 'refused'
      record.add('webhook.post', outcome, { phone: about[0]!.phone, updates: about, copy, attempt, ...answer })
      if (answer.status === 200) break
      await life.sleep(Math.min(retryMs * 2 ** (attempt - 1), retryMaxMs) * (0.75 + random.next() / 2))
    }
    if (life.stopped()) return
    for (const update of updates) update.onAccepted?.()
  }
}
