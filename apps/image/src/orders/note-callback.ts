import { isSettled, readCallbackBody } from '@astria-bot/astria'
import type { astriaCallbackReceived, DataOf } from '@astria-bot/contracts'
import { type Statement, type Transaction, wakeEffect } from '@astria-bot/store'
import type { Studio } from '../studio.ts'

const pull: Statement = {
  name: 'imaging:pull-order',
  text: `update imaging.orders set next_poll_at = least(next_poll_at, now()), polls = 0
    where order_id = $1 and state in ('training', 'making')`,
}

/** Astria called: the order is looked at now. Nothing that the body says is believed. */
export async function noteCallback(
  { metrics }: Studio,
  tx: Transaction,
  { orderId, kind, body }: DataOf<typeof astriaCallbackReceived>,
): Promise<void> {
  metrics.callbacks.inc({ kind })
  const hint = readCallbackBody(body)
  // A heartbeat: nothing has ended.
  if (hint.kind === 'prompts' && hint.prompts.length > 0 && !hint.prompts.some(isSettled)) return
  await tx.query(pull, [orderId])
  // It calls about an order whose answer was lost: there is something to find.
  await wakeEffect(tx, 'imaging', 'create_tune', orderId)
  await wakeEffect(tx, 'imaging', 'create_prompts', orderId)
}
