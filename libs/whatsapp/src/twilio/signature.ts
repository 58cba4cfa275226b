import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { parse, stringify } from 'node:querystring'
import type { SignatureVerdict } from '../signature.ts'
import { type Form, parseForm } from './form.ts'

/** A request of Twilio, as far as its signature covers it. */
export interface TwilioRequest {
  /** The address as it is configured at Twilio: never put together from forwarded headers. */
  readonly url: string
  readonly contentType: string | undefined
  readonly body: Buffer
}

/** `X-Twilio-Signature`: base64 of 20 bytes. */
const form = /^[A-Za-z0-9+/]{27}=$/

const digest = (text: string, token: string) => createHmac('sha1', token).update(text, 'utf8').digest()

/** Names in ASCII order, each value once and in order, with its name before it. */
function joined(fields: Form): string {
  const values = new Map<string, Set<string>>()
  for (const [name, value] of fields) values.set(name, (values.get(name) ?? new Set()).add(value))
  const names = [...values.keys()].sort()
  return names
    .map(name =>
      [...(values.get(name) ?? [])]
        .sort()
        .map(value => name + value)
        .join(''),
    )
    .join('')
}

/** Twilio signs the address with the port or without it, and its queries in an older writing as well. */
function writings(address: string): string[] {
  if (!URL.canParse(address)) return []
  const url = new URL(address)
  const queries = url.search === '' ? [''] : [url.search, `?${stringify(parse(url.search.slice(1)))}`]
  const defaultPort = url.protocol === 'https:' ? '443' : '80'
  const ports = new Set(['', `:${url.port === '' ? defaultPort : url.port}`])
  const written = [...ports].flatMap(port =>
    queries.map(query => `${url.protocol}//${url.hostname}${port}${url.pathname}${query}${url.hash}`),
  )
  return [...new Set([address, ...written])]
}

/** The signature of a form, as Twilio would send it. */
export const signTwilioForm = (url: string, fields: Form, token: string): string =>
  digest(url + joined(fields), token).toString('base64')

/** The address and the signature of a JSON body, as Twilio would send them. */
export function signTwilioJson(url: string, body: Buffer | string, token: string): { url: string; signature: string } {
  const hash = createHash('sha256').update(body).digest('hex')
  const signed = `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${hash}`
  return { url: signed, signature: digest(signed, token).toString('base64') }
}

/** Whether the body is the one whose hash stands in the signed address. */
function bodyFits({ url, body }: TwilioRequest): boolean {
  const given = URL.canParse(url) ? new URL(url).searchParams.get('bodySHA256') : null
  if (given === null || !/^[0-9a-f]{64}$/i.test(given)) return false
  return timingSafeEqual(createHash('sha256').update(body).digest(), Buffer.from(given, 'hex'))
}

const isForm = ({ contentType = '' }: TwilioRequest) => /^application\/x-www-form-urlencoded\b/i.test(contentType)

/**
 * Verifies `X-Twilio-Signature`: over the address and the fields of a form; for any other body over the address alone,
 * which then carries the body's hash. All tokens are tried, so that one can be replaced; an empty one is never used.
 */
export function verifyTwilioSignature(
  request: TwilioRequest,
  header: string | undefined,
  tokens: readonly string[],
): SignatureVerdict {
  const usable = tokens.filter(token => token !== '')
  if (usable.length === 0) return { ok: false, why: 'no_secret' }
  if (header === undefined || header === '') return { ok: false, why: 'missing' }
  if (!form.test(header)) return { ok: false, why: 'malformed' }
  if (!isForm(request) && !bodyFits(request)) return { ok: false, why: 'wrong' }
  const fields = isForm(request) ? joined(parseForm(request.body)) : ''
  const given = Buffer.from(header, 'base64')
  let authentic = false
  for (const url of writings(request.url)) {
    for (const token of usable) authentic = timingSafeEqual(digest(url + fields, token), given) || authentic
  }
  return authentic ? { ok: true } : { ok: false, why: 'wrong' }
}
