import { RejectedError, TransientError } from '@astria-bot/contracts'
import { authorization, type TwilioAccess } from './twilio-api.ts'

const redirects = new Set([301, 302, 303, 307, 308])
const maxHops = 3

/** Where Twilio's own links lead: the files themselves lie there. */
export const twilioMediaHosts: readonly string[] = ['*.twilio.com', '*.twiliocdn.com', '*.amazonaws.com']

/**
 * Downloads a file that a customer sent. The credentials go to Twilio's own address and not where it leads: the link of
 * the store holds its own. Throws RejectedError when it is somewhere else, or gone.
 */
export async function downloadFromTwilio(
  access: TwilioAccess,
  url: string,
  maxBytes: number,
): Promise<{ bytes: Buffer; mimeType: string }> {
  const own = new URL(access.apiUrl).origin
  if (!URL.canParse(url) || new URL(url).origin !== own) {
    throw new RejectedError('address_refused', 'the file is not at Twilio')
  }
  let target = url
  for (let hop = 0; hop <= maxHops; hop += 1) {
    const headers: Record<string, string> = hop === 0 ? { authorization: authorization(access) } : {}
    const response = await access.fetch(target, { headers, maxBytes, redirect: 'manual' })
    const location = response.headers.get('location')
    if (redirects.has(response.status) && location !== null && URL.canParse(location, target)) {
      target = new URL(location, target).href
      continue
    }
    if (response.status === 404 || response.status === 410)
      throw new RejectedError('gone', 'Twilio has the file no longer')
    if (response.status !== 200) throw new TransientError(`the file's address answered ${response.status}`)
    const mimeType = response.headers.get('content-type') ?? 'application/octet-stream'
    return { bytes: Buffer.from(await response.arrayBuffer()), mimeType }
  }
  throw new TransientError('the address of the file leads on and on')
}
