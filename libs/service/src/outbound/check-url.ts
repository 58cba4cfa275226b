import { isIP } from 'node:net'
import { RejectedError } from '@astria-bot/contracts'
import { isPublicAddress } from './public-address.ts'

/** Where requests may go. */
export interface AllowedHosts {
  /** `graph.facebook.com`, `*.fbcdn.net`, or with a port of its own: `files.example:8443`. */
  readonly allowHosts: readonly string[]
  /** `host:port` that may be on a private address and speak plain http: the sandbox, a test's server. */
  readonly allowPrivate: readonly string[]
}

const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

function matches(url: URL, pattern: string): boolean {
  const [host = '', port = '443'] = pattern.toLowerCase().split(':')
  if ((url.port || defaultPorts[url.protocol]) !== port) return false
  return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host
}

const refuse = (why: string) => new RejectedError('address_refused', `the address is refused: ${why}`)

/**
 * Reads and checks an address before anything is resolved. `private` says that it is one of `allowPrivate`. Throws
 * RejectedError('address_refused'); the address itself is not part of the message, as it may hold a token.
 */
export function checkUrl(input: string | URL, allowed: AllowedHosts): { url: URL; private: boolean } {
  if (!URL.canParse(String(input))) throw refuse('it is not a URL')
  const url = new URL(String(input))
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse(`the scheme ${url.protocol} is not http`)
  if (url.username !== '' || url.password !== '') throw refuse('it holds credentials')
  const authority = `${url.hostname}:${url.port || defaultPorts[url.protocol]}`
  if (allowed.allowPrivate.some(host => host.toLowerCase() === authority)) return { url, private: true }
  if (url.protocol !== 'https:') throw refuse('it is not https')
  if (!allowed.allowHosts.some(pattern => matches(url, pattern))) throw refuse('its host is not allowed')
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal) !== 0 && !isPublicAddress(literal)) throw refuse('it is not a public address')
  return { url, private: false }
}
