import type { MessageContent } from '@astria-bot/contracts'
import { amount, type Fields, fields, id, list, present, text } from '../values.ts'
import { keepRaw } from './keep-raw.ts'

type Order = Extract<MessageContent, { type: 'order' }>

function itemOf(value: unknown): Order['items'] {
  const item = fields(value)
  const productId = id(item?.product_retailer_id)
  if (productId === undefined) return []
  const [quantity, price] = [amount(item?.quantity), amount(item?.item_price)]
  return [present({ productId, quantity, price, currency: text(item?.currency) }) as Order['items'][number]]
}

/** A basket of the catalogue; an item that does not name its product stands in `raw` alone. */
export function order(part: Fields): Order {
  return present({
    type: 'order',
    catalogId: id(part.catalog_id),
    text: text(part.text),
    items: list(part.product_items).flatMap(itemOf),
    raw: keepRaw(part),
  }) as Order
}
