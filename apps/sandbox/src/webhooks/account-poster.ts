import { sign } from '../http/signature.ts'
import { escapedJson } from './escaped-json.ts'
import type { PosterOptions } from './update-poster.ts'

/** Posts what is about the account and no message of it, until it is answered 200. */
export function createAccountPoster(options: PosterOptions, secret: () => string) {
  const { url, sender, retryMs, retryMaxMs, poster, record, random, life } = options
  return async (field: string, value: unknown): Promise<void> => {
    const time = Math.floor(Date.now() / 1000)
    const entry = { id: sender.businessId, time, changes: [{ field, value }] }
    const body = escapedJson({ object: 'whatsapp_business_account', entry: [entry] })
    for (let attempt = 1; !life.stopped(); attempt++) {
      const answer = await poster.post(url!, body, { 'x-hub-signature-256': sign(body, secret()) })
      record.add('webhook.account', answer.status === 200 ? 'accepted' : 'refused', { field, attempt, ...answer })
      if (answer.status === 200) return
      await life.sleep(Math.min(retryMs * 2 ** (attempt - 1), retryMaxMs) * (0.75 + random.next() / 2))
    }
  }
}
