import type { Statement } from '@astria-bot/store'

/** Parameter: rows of `contactId`, `reason`, `orderId`. */
export const insertAlerts: Statement = {
  name: 'messaging:insert-alerts',
  text: `
    insert into messaging.alerts (contact_id, reason, order_id)
    select "contactId", reason, "orderId"
    from json_to_recordset($1::json) as given ("contactId" uuid, reason text, "orderId" uuid)`,
}
