import { z } from 'zod'
import { id, listOf } from './field.ts'
import { Tune } from './tune.ts'

const OrderAnswer = z.object({ order: z.object({ tune_ids: listOf(id) }), prompt_ids: listOf(id).optional() })
const BareAnswer = z.object({ status: z.number(), message: z.string() })

/** What `POST /p/:id/tunes` answers: a tune, an order of several packs, or only that prompts were made. */
export type PackTuneAnswer =
  | { kind: 'tune'; tune: Tune }
  | { kind: 'order'; tuneIds: string[]; promptIds: string[] }
  | { kind: 'prompts' }

/** Reads any of the three shapes; null where it is none of them. */
export function readPackTuneAnswer(body: unknown): PackTuneAnswer | null {
  const tune = Tune.safeParse(body)
  if (tune.success) return { kind: 'tune', tune: tune.data }
  const order = OrderAnswer.safeParse(body)
  if (order.success)
    return { kind: 'order', tuneIds: order.data.order.tune_ids, promptIds: order.data.prompt_ids ?? [] }
  return BareAnswer.safeParse(body).success ? { kind: 'prompts' } : null
}
