import { sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import type { Verdict } from '../resolve/resolving.ts'

/** Which one. */
export const SeqParams = z.object({ seq: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) })

/** Why a person decides so; kept with the name of the key. */
export const ReasonBody = z.strictObject({ reason: z.string().trim().min(1).max(500) })

type Reply = Parameters<typeof sendProblem>[0]

/** Answers that it cannot be done. */
export function sendRefusal(reply: Reply, { status, code }: Extract<Verdict, { done: false }>): never {
  return sendProblem(reply, status, { code }) as never
}
