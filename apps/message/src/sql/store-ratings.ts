import type { Statement } from '@astria-bot/store'

/** Parameter: rows of `contactId`, `orderId`, `stars`, `feedback`; what is null stays. One row per order and statement. */
export const storeRatings: Statement = {
  name: 'messaging:store-ratings',
  text: `
    insert into messaging.ratings as r (contact_id, order_id, stars, feedback)
    select "contactId", "orderId", stars, feedback
    from json_to_recordset($1::json) as given ("contactId" uuid, "orderId" uuid, stars smallint, feedback text)
    on conflict (contact_id, order_id) do update set
      stars = coalesce(excluded.stars, r.stars), feedback = coalesce(excluded.feedback, r.feedback)`,
}
