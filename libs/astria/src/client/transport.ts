import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { errorOf, type Purpose, type Waits } from './error-of.ts'

/** What a request to Astria is made of; a fetch that knows `timeoutMs` gives up by itself. */
export interface AstriaInit {
  method: string
  headers: Record<string, string>
  body?: FormData
  timeoutMs: number
  signal: AbortSignal
}

/** A fetch, such as the guarded one of libs/service. */
export type AstriaFetch = (url: string, init: AstriaInit) => Promise<Response>

/** One request. */
export interface AstriaRequest {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  purpose: Purpose
  timeoutMs: number
  body?: FormData
}

/** Sends a request and reads its JSON, or throws what the failure means. */
export type Transport = (request: AstriaRequest) => Promise<unknown>

/** Makes the transport: bearer, JSON asked for (the same server speaks HTML), no redirects, errors by their meaning. */
export function createTransport(options: { apiUrl: string; key: string; fetch: AstriaFetch; waits: Waits }): Transport {
  const base = options.apiUrl.replace(/\/+$/, '')
  return async ({ method, path, purpose, timeoutMs, body }) => {
    const init: AstriaInit = {
      method,
      headers: { authorization: `Bearer ${options.key}`, accept: 'application/json' },
      timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
      ...(body ? { body } : {}),
    }
    const { status, retryAfter, text } = await exchange(options.fetch, `${base}${path}`, init, purpose)
    if (status < 200 || status > 299) throw errorOf({ status, retryAfter, body: text }, purpose, options.waits)
    if (purpose === 'delete' || text.trim() === '') return null
    try {
      return JSON.parse(text)
    } catch (cause) {
      throw lost('Astria answered something that is no JSON', purpose, cause)
    }
  }
}

async function exchange(fetch: AstriaFetch, url: string, init: AstriaInit, purpose: Purpose) {
  try {
    const response = await fetch(url, init)
    return { status: response.status, retryAfter: response.headers.get('retry-after'), text: await response.text() }
  } catch (cause) {
    // The guarded fetch knows whether anything was sent; any other error leaves that open.
    if (cause instanceof RejectedError || cause instanceof TransientError) throw cause
    throw lost('the answer of Astria was lost', purpose, cause)
  }
}

function lost(message: string, purpose: Purpose, cause: unknown): Error {
  return purpose === 'create' ? new UnknownOutcomeError(message, { cause }) : new TransientError(message, { cause })
}
