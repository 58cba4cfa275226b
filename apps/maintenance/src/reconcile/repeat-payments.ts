import { createEvent, type DataOf, paymentReceived } from '@astria-bot/contracts'
import { enqueueEvents, type Transaction } from '@astria-bot/store'

type Order = DataOf<typeof paymentReceived>['order']

interface Row {
  orderId: string
  contactId: string
  paymentId: string
  order: Order
  now: Date
}

/**
 * Paid, and the image service has neither an order nor ever heard of the payment: the event was lost, with the streams'
 * disk for instance. One that it has heard of is not told again: it had its reason, and a person sees it in the report.
 */
const lost = {
  name: 'maintenance:lost-payments',
  text: `with lost as (
      select o.id, c.contact_id, p.payment_id, o.details, now() as now
      from payments.orders o
      join payments.customers c on c.id = o.customer_id and c.contact_id is not null
      join payments.payments p on p.order_id = o.id and p.state = 'credited'
      where o.state = 'paid' and o.details is not null and o.paid_at < now() - $1 * interval '1 hour'
        and not exists (select from imaging.orders i where i.order_id = o.id)
        and not exists (select from imaging.erasures e where e.contact_id = c.contact_id)
        and not exists (select from imaging.inbox i where i.event_id = 'payment-received:' || o.id)
        and not exists (select from payments.outbox b where b.event->>'id' = 'payment-received:' || o.id)
        and not exists (select from ops.announced a
          where a.kind = 'payment.received' and a.key = o.id::text and a.at > now() - interval '1 hour')
      limit $2
    ), told as (
      insert into ops.announced (kind, key) select 'payment.received', id::text from lost
      on conflict (kind, key) do update set at = now() returning key
    )
    select id as "orderId", contact_id as "contactId", payment_id as "paymentId", details as order, now from lost`,
}

/** Tells of lost payments again, under the event's own id: whoever has handled it does not do so twice. */
export async function repeatPayments(tx: Transaction, hours: number, atOnce: number): Promise<number> {
  const rows = await tx.query<Row>(lost, [hours, atOnce])
  const events = rows.map(({ orderId, contactId, paymentId, order, now }) =>
    createEvent(
      paymentReceived,
      { id: `payment-received:${orderId}`, source: 'payment', subject: contactId, time: now },
      { paymentId, order },
    ),
  )
  await enqueueEvents(tx, 'payments', events)
  return rows.length
}
