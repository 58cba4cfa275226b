import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { AccountError } from './account-error.ts'

/** What a request does: `read` may be repeated, `create` costs money, `delete` may be repeated and may find nothing. */
export type Purpose = 'read' | 'create' | 'delete'

/** Waits, from the setting ASTRIA_RETRY_MS: Astria asks for at least 30 s after a 500. */
export interface Waits {
  retryMs: number
}

const rejections: Readonly<Record<number, string>> = {
  400: 'astria_bad_request',
  404: 'astria_not_found',
  413: 'astria_too_large',
  422: 'astria_invalid',
}

/**
 * What an answer other than 2xx means (docs.astria.ai, api/errors). A creation whose answer leaves doubt is
 * UnknownOutcomeError: 504 is "over 30 s, probably processed", and a gateway's 502 or 503 says nothing about what stands
 * behind it.
 */
export function errorOf(
  answer: { status: number; body: string; retryAfter: string | null },
  purpose: Purpose,
  waits: Waits,
): Error {
  const { status } = answer
  const message = `Astria answered ${status}${reasonIn(answer.body)}`
  const later = { retryAfterMs: waits.retryMs }
  if (status === 401 || status === 402 || status === 403) {
    return new AccountError(message, { retryAfterMs: waits.retryMs * 10 })
  }
  if (status === 429)
    return new TransientError(message, { retryAfterMs: secondsIn(answer.retryAfter) ?? waits.retryMs })
  if (status === 500) return new TransientError(message, later)
  if (status >= 400 && status < 500 && status !== 408 && status !== 425) {
    return new RejectedError(rejections[status] ?? 'astria_refused', message)
  }
  return purpose === 'create' ? new UnknownOutcomeError(message) : new TransientError(message, later)
}

/** The reason in a body: `{"error": text}`, per-field arrays, or nothing where it is HTML or anything else. */
export function reasonIn(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body)
    if (parsed === null || typeof parsed !== 'object') return ''
    const parts = Object.entries(parsed).map(([key, value]) =>
      key === 'error' ? String(value) : `${key} ${[value].flat().join(', ')}`,
    )
    return parts.length > 0 ? `: ${parts.join('; ').slice(0, 200)}` : ''
  } catch {
    return ''
  }
}

function secondsIn(retryAfter: string | null): number | undefined {
  const seconds = Number(retryAfter)
  return retryAfter && Number.isFinite(seconds) ? Math.min(seconds, 3600) * 1000 : undefined
}
