import { TransientError } from '@astria-bot/contracts'
import type { EffectHandler } from '@astria-bot/store'
import type { Studio } from '../studio.ts'
import { assertOpen } from './assert-open.ts'
import { ownPrompts } from './own-prompts.ts'
import { rejectSubmission, settleSubmission } from './settle-submission.ts'
import type { PromptsSubmission, Submitted } from './submission.ts'

/** New prompts were seen to appear within 180 s: six waits of ASTRIA_RETRY_MS. */
const looksBeforeAgain = 7

const findEarlier = {
  name: 'imaging:find-earlier-order',
  text: `select 1 from imaging.orders mine
    join imaging.orders other on other.tune_id = mine.tune_id and other.order_id <> mine.order_id
    where mine.order_id = $1 and other.state in ('submitting', 'training', 'making')
      and (other.created_at, other.order_id) < (mine.created_at, mine.order_id)
    limit 1`,
}
const readKnown = {
  name: 'imaging:read-known-prompts',
  text: 'select known_prompt_ids as "known" from imaging.orders where order_id = $1',
}
const writeKnown = {
  name: 'imaging:write-known-prompts',
  text: 'update imaging.orders set known_prompt_ids = $2 where order_id = $1 and known_prompt_ids is null',
}

/**
 * Submits portraits with a saved model, at most once. The answer names nothing, so the prompts that are there before
 * are written down first; after a lost answer the new ones are its own. Orders of one model go one after the other.
 */
export function createPrompts(studio: Studio): EffectHandler<PromptsSubmission, Submitted> {
  const { db, astria, submissions, settings } = studio
  const known = async (orderId: string) =>
    (await db.query<{ known: string[] | null }>(readKnown, [orderId]))[0]?.known ?? null
  const find = async (tuneId: string, orderId: string, before: readonly string[]): Promise<Submitted | null> =>
    ownPrompts(await astria.listPrompts(tuneId), orderId, before).length > 0 ? { tuneId, eta: null } : null

  return {
    async perform(request, effect) {
      submissions.check()
      const { orderId, tuneId } = request
      await assertOpen(db, effect.key)
      if ((await db.query(findEarlier, [orderId])).length > 0) {
        throw new TransientError('an earlier order of this model is not settled', { retryAfterMs: settings.POLL_MS })
      }
      const before = await known(orderId)
      if (before) {
        const earlier = await find(tuneId, orderId, before)
        if (earlier) return earlier
      } else {
        const ids = (await astria.listPrompts(tuneId)).map(prompt => prompt.promptId)
        await db.query(writeKnown, [orderId, ids])
      }
      try {
        const { packId, className, characteristics, callbacks, fields } = request
        const further = { characteristics, callbacks, fields }
        await astria.createPackTune({ packId, className, title: orderId, pictures: [], tuneIds: [tuneId], ...further })
        submissions.succeeded()
        return { tuneId, eta: null }
      } catch (error) {
        submissions.note(error)
        throw error
      }
    },
    async resolve(request, effect) {
      const before = await known(effect.key)
      // It died before the prompts were written down, so before Astria was asked.
      if (before === null) return null
      const found = await find(request.tuneId, effect.key, before)
      if (found) return found
      if (effect.looks < looksBeforeAgain) {
        throw new TransientError('no new prompts yet', { retryAfterMs: settings.ASTRIA_RETRY_MS })
      }
      return null
    },
    done: (tx, _request, submitted, effect) => settleSubmission(studio, tx, submitted, effect),
    failed: (tx, _request, error, effect) => rejectSubmission(studio, tx, error, effect),
  }
}
