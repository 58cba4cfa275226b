import { erasureDone, RejectedError, TransientError } from '@astria-bot/contracts'
import { type EffectHandler, enqueueEvents, imaging } from '@astria-bot/store'
import { eq, sql } from 'drizzle-orm'
import { newEvent } from '../new-event.ts'
import type { Studio } from '../studio.ts'

/** What of a contact lies outside the database. */
export interface DeleteRequest {
  contactId: string
  tuneIds: string[]
  /** Prompts of known portraits, beside those that the tunes list. */
  promptIds: string[]
}

/** Deletes a contact's files, prompts and models. Deleting a model does not delete its prompts (docs.astria.ai, tune/delete). */
export function deleteAtAstria(studio: Studio): EffectHandler<DeleteRequest, null> {
  const { files, astria } = studio
  return {
    async perform({ contactId, tuneIds, promptIds }) {
      try {
        await files.deletePrefix(`pictures/${contactId}/`)
        await files.deletePrefix(`portraits/${contactId}/`)
        const listed = await Promise.all(tuneIds.map(tuneId => promptsOf(studio, tuneId)))
        for (const promptId of new Set([...promptIds, ...listed.flat()])) await astria.deletePrompt(promptId)
        for (const tuneId of tuneIds) await astria.deleteTune(tuneId)
        return null
      } catch (error) {
        // It has to be deleted some day: nothing ends this job but success.
        studio.submissions.note(error)
        throw error instanceof TransientError ? error : new TransientError('it could not be deleted', { cause: error })
      }
    },
    resolve: async () => null,
    async done(tx, { contactId }, _result, effect) {
      if (effect.key !== contactId) return
      await tx.drizzle
        .update(imaging.erasures)
        .set({ doneAt: sql`now()` })
        .where(eq(imaging.erasures.contactId, contactId))
      await enqueueEvents(tx, 'imaging', [newEvent(erasureDone, contactId, { contactId, app: 'image' })])
    },
    async failed() {},
  }
}

async function promptsOf({ astria }: Studio, tuneId: string): Promise<string[]> {
  try {
    return (await astria.listPrompts(tuneId)).map(prompt => prompt.promptId)
  } catch (error) {
    if (error instanceof RejectedError && error.code === 'astria_not_found') return []
    throw error
  }
}
