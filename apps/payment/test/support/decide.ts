import { eventually } from '@astria-bot/testing'
import { apiKey, type RunningPayment } from './payment.ts'

const adminKey = 'test-key-of-an-admin'
/** The settings with which `decide` may decide. */
export const withAdmin = { API_KEYS: `tester:viewer:${apiKey},boss:admin:${adminKey}` }

/** Decides as an admin. */
export async function decide(
  { server }: RunningPayment,
  path: string,
  body: object = { reason: 'looked at it' },
  key = adminKey,
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it with `t.match`
): Promise<{ status: number; body: any }> {
  const answer = await server.inject({
    method: 'POST',
    url: `/api/${path}`,
    headers: { 'x-api-key': key },
    payload: body,
  })
  return { status: answer.statusCode, body: answer.json() }
}

/** The number of a payment or a notice. */
export async function seqOf({ read }: RunningPayment, list: 'payments' | 'notices', id: string): Promise<number> {
  const { body } = await read(`/api/${list}`)
  return body.items.find((item: Record<string, string>) => item.paymentId === id || item.noticeId === id).seq
}

/** Waits until the gauge says so. */
export async function attentionIs({ server }: RunningPayment, kind: string, count: number): Promise<void> {
  const line = new RegExp(`^payment_attention\\{[^}]*kind="${kind}"[^}]*\\} ${count}$`, 'm')
  await eventually(async () => line.test((await server.inject('/metrics')).body), { timeoutMs: 30_000 })
}
