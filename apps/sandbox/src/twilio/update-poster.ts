import type { Update } from '../webhooks/update.ts'
import type { PosterOptions } from '../webhooks/update-poster.ts'
import { type Business, formOf } from './inbound-form.ts'
import { signForm } from './sign-form.ts'

export interface TwilioPosterOptions extends PosterOptions {
  business: Business
  token: string
  /** Where the statuses of a message go; undefined: nowhere. */
  callbackOf(messageId: string): string | undefined
}

const TRIES = 2

/**
 * Posts updates as Twilio does: one form each, signed over the address and its fields, and a second time only where it
 * could not connect. What is lost then stands in its list of messages.
 */
export function createTwilioPoster(options: TwilioPosterOptions) {
  const { url, business, token, callbackOf, retryMs, retryMaxMs, poster, record, random, life } = options

  async function post(update: Update, copy: number): Promise<void> {
    const target = update.kind === 'status' ? callbackOf(update.id) : url
    const form = formOf(update, business)
    if (!target || !form) return
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signForm(target, form, token),
    }
    const body = new URLSearchParams(form).toString()
    const { kind, id, status, phone } = update
    const about = [{ kind, id, phone: phone.id, ...(status ? { status } : {}) }]
    for (let attempt = 1; attempt <= TRIES && !life.stopped(); attempt++) {
      const answer = await poster.post(target, body, headers)
      const taken = answer.status === 200 || answer.status === 204
      record.add('webhook.post', taken ? 'accepted' : 'refused', {
        phone: phone.id,
        updates: about,
        copy,
        attempt,
        ...answer,
      })
      if (taken) return
      if (answer.status !== 0) break
      await life.sleep(Math.min(retryMs * 2 ** (attempt - 1), retryMaxMs) * (0.75 + random.next() / 2))
    }
    if (!life.stopped()) record.add('webhook.lost', 'lost', { phone: phone.id, ids: [id] })
  }

  return async (updates: readonly Update[], copy: number): Promise<void> => {
    for (const update of updates) await post(update, copy)
    if (life.stopped()) return
    for (const update of updates) update.onAccepted?.()
  }
}
