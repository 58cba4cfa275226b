import { RejectedError } from '@astria-bot/contracts'
import { Agent } from 'undici'
import { type AllowedHosts, checkUrl } from './check-url.ts'
import { exchange } from './exchange.ts'
import { guardedLookup, type Resolve, resolveBySystem } from './guarded-lookup.ts'

/** How far requests may go. */
export interface GuardedFetchOptions extends Partial<AllowedHosts> {
  allowHosts: readonly string[]
  /** For the whole exchange, the body included. */
  timeoutMs?: number
  /** The largest answer. */
  maxBytes?: number
  userAgent?: string
  resolve?: Resolve
}

/** As `fetch` has it, and limits for this one request. Redirects are handed back unless `redirect` is `follow` (GET only). */
export interface GuardedInit extends RequestInit {
  timeoutMs?: number
  maxBytes?: number
}

/**
 * A fetch that goes only where it may. The answer's body is already in memory. Throws RejectedError for a refused
 * address or size, TransientError when nothing was sent (or repeating is harmless), UnknownOutcomeError otherwise.
 */
export interface GuardedFetch {
  (input: string | URL, init?: GuardedInit): Promise<Response>
  close(): Promise<void>
}

const maxRedirects = 5
const redirects = new Set([301, 302, 303, 307, 308])
const bodyless = new Set([101, 103, 204, 205, 304])

async function encode(init: GuardedInit, userAgent: string) {
  const body = init.body === undefined || init.body === null ? null : new Response(init.body)
  const headers = new Headers(init.headers)
  const contentType = body?.headers.get('content-type')
  if (contentType && !headers.has('content-type')) headers.set('content-type', contentType)
  if (!headers.has('user-agent')) headers.set('user-agent', userAgent)
  return { headers: Object.fromEntries(headers), body: body && new Uint8Array(await body.arrayBuffer()) }
}

/** Credentials are for the host they were given for. */
function withoutCredentials(headers: Record<string, string>) {
  const { authorization: _authorization, cookie: _cookie, ...rest } = headers
  return rest
}

/** Makes a fetch that reaches only the allowed hosts, on public addresses (see `allowPrivate`), within its limits. */
export function createGuardedFetch(options: GuardedFetchOptions): GuardedFetch {
  const {
    timeoutMs = 30_000,
    maxBytes = 10 * 1024 * 1024,
    userAgent = 'astria-bot/0.1',
    resolve = resolveBySystem,
  } = options
  const allowed: AllowedHosts = { allowHosts: options.allowHosts, allowPrivate: options.allowPrivate ?? [] }
  const connect = { timeout: Math.min(timeoutMs, 5000) }
  const agents = {
    public: new Agent({ connect: { ...connect, lookup: guardedLookup(resolve) } }),
    private: new Agent({ connect }),
  }

  const guardedFetch = async (input: string | URL, init: GuardedInit = {}): Promise<Response> => {
    const method = (init.method ?? 'GET').toUpperCase()
    let { headers, body } = await encode(init, userAgent)
    let target = checkUrl(input, allowed)
    for (let hops = 0; ; hops += 1) {
      const answer = await exchange({
        url: target.url,
        method,
        headers,
        body,
        timeoutMs: init.timeoutMs ?? timeoutMs,
        maxBytes: init.maxBytes ?? maxBytes,
        signal: init.signal ?? undefined,
        dispatcher: target.private ? agents.private : agents.public,
      })
      const location = answer.headers.get('location')
      const follow = init.redirect === 'follow' && method === 'GET' && redirects.has(answer.status) && location !== null
      if (!follow) {
        const content = bodyless.has(answer.status) ? null : new Uint8Array(answer.body)
        return new Response(content, { status: answer.status, headers: answer.headers })
      }
      if (hops === maxRedirects) throw new RejectedError('too_many_redirects', 'the address redirects too often')
      const next = checkUrl(URL.canParse(location, target.url.href) ? new URL(location, target.url) : location, allowed)
      if (next.url.origin !== target.url.origin) headers = withoutCredentials(headers)
      target = next
    }
  }
  return Object.assign(guardedFetch, {
    close: async () => {
      await Promise.all([agents.public.close(), agents.private.close()])
    },
  })
}
