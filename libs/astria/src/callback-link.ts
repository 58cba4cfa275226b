import { createHmac, timingSafeEqual } from 'node:crypto'

/** What Astria tells about: a trained model, one prompt, or all prompts of an order. */
export const callbackKinds = ['tune', 'prompt', 'prompts'] as const
export type CallbackKind = (typeof callbackKinds)[number]

/** The path of the gateway that takes Astria's callbacks. */
export const callbackPath = '/pack-tune-received'

/**
 * The link that Astria calls for one order and one purpose. Astria signs nothing, so the link authenticates: it carries
 * an HMAC over order and kind. It is deterministic, because Astria's idempotency compares the link.
 * Source: docs.astria.ai, callbacks (sent once, unsigned).
 */
export function callbackUrl(publicUrl: string, order: string, kind: CallbackKind, secret: string): string {
  const url = new URL(`${publicUrl.replace(/\/+$/, '')}${callbackPath}`)
  url.searchParams.set('order', order)
  url.searchParams.set('kind', kind)
  url.searchParams.set('sig', sign(order, kind, secret).toString('base64url'))
  return url.href
}

/** What a callback link carries, as it came: nothing of it is believed before `verifyCallback`. */
export interface CallbackQuery {
  order?: unknown
  kind?: unknown
  sig?: unknown
}

/** Whether a link is ours, by any of the secrets that are in use while one is rotated. */
export type CallbackVerdict =
  | { ok: true; order: string; kind: CallbackKind }
  | { ok: false; why: 'missing' | 'unknown_kind' | 'bad_signature' }

/**
 * Checks the query of a callback in constant time. The signature may be base64url or hex. An empty secret never
 * verifies anything.
 */
export function verifyCallback(query: CallbackQuery, secrets: readonly string[]): CallbackVerdict {
  const { order, kind, sig } = query
  if (typeof order !== 'string' || typeof kind !== 'string' || typeof sig !== 'string')
    return { ok: false, why: 'missing' }
  if (order === '' || sig === '') return { ok: false, why: 'missing' }
  if (!isKind(kind)) return { ok: false, why: 'unknown_kind' }
  const given = decode(sig)
  if (!given) return { ok: false, why: 'bad_signature' }
  // Every secret is tried, whatever the first says: the time tells nothing about which one fits.
  const fits = secrets.filter(secret => secret !== '' && timingSafeEqual(given, sign(order, kind, secret)))
  return fits.length > 0 ? { ok: true, order, kind } : { ok: false, why: 'bad_signature' }
}

function sign(order: string, kind: CallbackKind, secret: string): Buffer {
  if (secret === '') throw new Error('the callback secret is empty')
  // The line feed keeps order and kind apart: no other pair makes the same text.
  return createHmac('sha256', secret).update(`${order}\n${kind}`).digest()
}

function decode(sig: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(sig)) return Buffer.from(sig, 'hex')
  if (/^[A-Za-z0-9_-]{43}$/.test(sig)) return Buffer.from(sig, 'base64url')
  return undefined
}

function isKind(kind: string): kind is CallbackKind {
  return (callbackKinds as readonly string[]).includes(kind)
}
