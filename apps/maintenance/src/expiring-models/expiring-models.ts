import { createEvent, tuneExpiring } from '@astria-bot/contracts'
import { enqueueEvents, type Transaction } from '@astria-bot/store'
import { inChunks, type Job } from '../jobs/job.ts'

/** Claims and tells in one transaction: a model is announced once, whoever is killed. */
const announce = {
  name: 'maintenance:announce-expiring',
  text: `with due as (
      select o.order_id, o.contact_id, o.tune_id, o.class_name, o.expires_at, now() as now
      from imaging.orders o
      where o.training and o.tune_id is not null and o.state = 'delivered'
        and o.expires_at > now() and o.expires_at < now() + $1 * interval '1 day'
        and not exists (select from imaging.erasures e where e.contact_id = o.contact_id)
        and not exists (select from ops.announced a where a.kind = 'tune.expiring' and a.key = o.tune_id)
      order by o.expires_at limit $2
    ), told as (
      insert into ops.announced (kind, key) select 'tune.expiring', tune_id from due on conflict do nothing returning key
    )
    select order_id as "orderId", contact_id as "contactId", tune_id as "tuneId", class_name as "className",
      expires_at as "expiresAt", now
    from due join told on told.key = due.tune_id`,
}

interface Row {
  orderId: string
  contactId: string
  tuneId: string
  className: string
  expiresAt: Date
  now: Date
}
const atOnce = 200

/** Tells (`tune.expiring.v1`) that a saved model is going to be deleted at Astria, while it can still be used. */
export const expiringModels: Job = {
  description: 'tells of models that expire within days (tune.expiring.v1)',
  steps: ({ MODEL_EXPIRY_NOTICE_DAYS: days }) => [inChunks('announced', tx => announceSome(tx, days))],
}

async function announceSome(tx: Transaction, days: number): Promise<number> {
  const rows = await tx.query<Row>(announce, [days, atOnce])
  // Through the outbox of the app whose models they are: it publishes what was committed, and nothing else.
  await enqueueEvents(
    tx,
    'imaging',
    rows.map(({ now, expiresAt, ...model }) =>
      createEvent(
        tuneExpiring,
        { id: `tune-expiring:${model.tuneId}`, source: 'maintenance', subject: model.contactId, time: now },
        { ...model, expiresAt: expiresAt.toISOString() },
      ),
    ),
  )
  return rows.length
}
