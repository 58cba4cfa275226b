import { defineEvent } from '../event.ts'
import { OrderDetails } from '../order-details.ts'

export const orderPlaced = defineEvent(
  'order.placed.v1',
  'A customer chose a pack and accepted the terms.',
  OrderDetails,
)
