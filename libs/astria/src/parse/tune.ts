import { z } from 'zod'
import { id, instant, text } from './field.ts'

const failedWords = new Set(['failed', 'error', 'cancelled'])

/** A model as Astria tells it, everything but the id optional. */
export const Tune = z
  .object({
    id,
    title: text,
    name: text,
    trained_at: instant,
    expires_at: instant,
    eta: instant,
    error: z.unknown(),
    status: z.unknown(),
  })
  .partial()
  .required({ id: true })
  .transform(tune => ({
    tuneId: tune.id,
    title: tune.title ?? null,
    className: tune.name ?? null,
    /** Not null: it is trained. There is no other sign of it. */
    trainedAt: tune.trained_at ?? null,
    expiresAt: tune.expires_at ?? null,
    /** When it is expected to be trained. */
    eta: tune.eta ?? null,
    /** Undocumented: why training failed, where Astria says so. */
    error: errorIn(tune),
  }))
export type Tune = z.output<typeof Tune>

function errorIn({ error, status }: { error?: unknown; status?: unknown }): string | null {
  if (typeof error === 'string' && error !== '') return error
  return typeof status === 'string' && failedWords.has(status) ? status : null
}
