import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { errorOf, WhatsAppFailure } from '../errors/whatsapp-failure.ts'
import type { HttpFetch } from '../http-fetch.ts'
import { errorCode, type Fields, fields, text } from '../values.ts'

/** Where Twilio's API is and what opens it. */
export interface TwilioAccess {
  /** `https://api.twilio.com` */
  readonly apiUrl: string
  /** `https://content.twilio.com` */
  readonly contentUrl: string
  readonly accountSid: string
  readonly authToken: string
  readonly fetch: HttpFetch
}

/** Basic authorisation of the account. */
export const authorization = ({ accountSid, authToken }: TwilioAccess): string =>
  `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`

const ours = (error: unknown) =>
  error instanceof TransientError || error instanceof UnknownOutcomeError || error instanceof RejectedError

async function read(response: Response): Promise<Fields | undefined> {
  try {
    return fields(JSON.parse(await response.text()))
  } catch {
    return undefined
  }
}

/**
 * One call of Twilio. Throws what `errorOf` makes of its error; where nobody knows whether a call that must not be
 * repeated was carried out, UnknownOutcomeError.
 */
export async function callTwilio(
  access: TwilioAccess,
  url: string,
  init: RequestInit,
  repeat: 'harmless' | 'never',
): Promise<Fields> {
  const unclear = (message: string, cause?: unknown) =>
    repeat === 'never' ? new UnknownOutcomeError(message, { cause }) : new TransientError(message, { cause })
  const headers = { ...(init.headers as Record<string, string>), authorization: authorization(access) }
  let response: Response
  let body: Fields | undefined
  try {
    response = await access.fetch(url, { ...init, headers })
    body = await read(response)
  } catch (error) {
    if (ours(error) && !(error instanceof UnknownOutcomeError && repeat === 'harmless')) throw error
    throw unclear('the answer of Twilio was lost', error)
  }
  if (response.ok && body) return body
  const failure = new WhatsAppFailure(response.status, errorCode(body?.code), text(body?.message))
  if (response.ok || (response.status >= 500 && failure.code === undefined)) {
    throw unclear(`Twilio answered ${response.status} without saying what happened`, failure)
  }
  throw errorOf(failure)
}

/** A form to be posted. */
export const formPost = (values: Readonly<Record<string, string | undefined>>): RequestInit => {
  const given = Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(given).toString(),
  }
}
