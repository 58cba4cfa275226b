import { z } from 'zod'

/** What happens to a request of the bot: before it is done, or after. */
export const requestFaults = [
  'delay',
  'status',
  'error_code',
  'drop_before',
  'done_then_504',
  'done_then_delay',
  'done_then_drop',
] as const
/** What happens to a webhook or callback of ours. */
export const deliveryFaults = ['delay', 'never_callback', 'duplicate', 'reorder'] as const

/** `fail` ends a training or a prompt with an error (op `training` or `prompt`). */
const What = z.enum([...new Set([...requestFaults, ...deliveryFaults, 'fail'] as const)])
export type FaultKind = z.infer<typeof What>

export const Fault = z.strictObject({
  match: z
    .strictObject({
      api: z.enum(['whatsapp', 'twilio', 'astria', 'payment', 'webhook']).optional(),
      /** `messages`, `media`, `tunes`, `callback` (also `callback.tune`) … */
      op: z.string().min(1).optional(),
      /** A phone number, a tune's title or an order. */
      contact: z.string().min(1).optional(),
    })
    .default({}),
  what: What,
  /** Without it, until the faults are deleted. */
  times: z.int().positive().optional(),
  probability: z.number().min(0).max(1).default(1),
  /** `delay` and `done_then_delay`: how long; `reorder`: at most how long. */
  ms: z.int().nonnegative().default(1000),
  /** `duplicate`: how often in all. */
  n: z.int().min(1).max(100).default(2),
  /** `status`: the answer. */
  status: z.int().min(100).max(599).default(500),
  body: z.unknown().optional(),
  /** `error_code`: Meta's code. `fail`: the text. */
  code: z.int().default(131000),
  error: z.string().default('Something went wrong'),
})
export type Fault = z.infer<typeof Fault>

export interface Occasion {
  api: NonNullable<Fault['match']['api']>
  op: string
  contacts: readonly string[]
}

const digitsOf = (text: string) => text.replace(/^\+(?=\d+$)/, '')

/** An op matches itself and what stands under it: `callback` matches `callback.tune`. */
export function matches({ match }: Fault, occasion: Occasion): boolean {
  if (match.api && match.api !== occasion.api) return false
  if (match.op && match.op !== occasion.op && !occasion.op.startsWith(`${match.op}.`)) return false
  return !match.contact || occasion.contacts.map(digitsOf).includes(digitsOf(match.contact))
}
