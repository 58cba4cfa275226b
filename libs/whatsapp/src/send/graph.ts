import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { errorOf, WhatsAppFailure } from '../errors/whatsapp-failure.ts'
import type { HttpFetch } from '../http-fetch.ts'
import { errorCode, type Fields, fields, text } from '../values.ts'

/** Where the API is and what opens it. */
export interface GraphAccess {
  /** With its version: `https://graph.facebook.com/v25.0`. */
  readonly apiUrl: string
  readonly token: string
  readonly fetch: HttpFetch
}

/** What a call does, as far as repeating it goes. */
type Repeat = 'harmless' | 'never'

const ours = (error: unknown) =>
  error instanceof TransientError || error instanceof UnknownOutcomeError || error instanceof RejectedError

async function answerOf(work: () => Promise<Response>): Promise<{ response: Response; body: Fields | undefined }> {
  const response = await work()
  const raw = await response.text()
  try {
    return { response, body: fields(JSON.parse(raw)) }
  } catch {
    return { response, body: undefined }
  }
}

function failureIn(response: Response, body: Fields | undefined): WhatsAppFailure {
  const error = fields(body?.error)
  const details = text(fields(error?.error_data)?.details) ?? text(error?.message)
  return new WhatsAppFailure(response.status, errorCode(error?.code), details)
}

/**
 * One call of the Graph API. Throws what `errorOf` makes of its error; where nobody knows whether a call that must not
 * be repeated was carried out (lost answer, 5xx without Meta's error body, unreadable 200), UnknownOutcomeError.
 */
export async function callGraph(access: GraphAccess, path: string, init: RequestInit, repeat: Repeat): Promise<Fields> {
  const unclear = (message: string, cause?: unknown) =>
    repeat === 'never' ? new UnknownOutcomeError(message, { cause }) : new TransientError(message, { cause })
  const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${access.token}` }
  let answer: Awaited<ReturnType<typeof answerOf>>
  try {
    answer = await answerOf(() => access.fetch(`${access.apiUrl}${path}`, { ...init, headers }))
  } catch (error) {
    if (ours(error) && !(error instanceof UnknownOutcomeError && repeat === 'harmless')) throw error
    throw unclear('the answer of WhatsApp was lost', error)
  }
  const { response, body } = answer
  if (response.ok && body) return body
  const failure = failureIn(response, body)
  if (response.ok || (response.status >= 500 && failure.code === undefined)) {
    throw unclear(`WhatsApp answered ${response.status} without saying what happened`, failure)
  }
  throw errorOf(failure)
}
