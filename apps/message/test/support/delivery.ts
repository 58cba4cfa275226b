import type { Test } from 'tap'
import { person } from './events.ts'
import type { Answer } from './graph.ts'
import { openStudio, type Studio } from './studio.ts'

export const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
export const accept: Answer = { kind: 'accept' }
export const refusal = (code: number, httpStatus = 400): Answer => ({ kind: 'error', status: httpStatus, code })

/** A studio for one test, and how somebody greets it. */
export async function open(t: Test, env: Record<string, string> = {}): Promise<Studio> {
  const studio = await openStudio(env)
  t.teardown(() => studio.close())
  await studio.start()
  return studio
}
export const to = (studio: Studio, n: number) => studio.graph.sent.filter(sent => sent.to === `+${person(n).phone}`)
export const states = async (studio: Studio) => {
  const { rows } = await studio.db.pool.query(
    `select state, reason, error_code, resent from messaging.messages where direction = 'out' order by seq`,
  )
  return rows
}
