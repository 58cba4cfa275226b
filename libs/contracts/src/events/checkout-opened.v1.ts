import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { AmountMinor, Currency } from '../order-details.ts'

export const checkoutOpened = defineEvent(
  'checkout.opened.v1',
  'There is a page where the order can be paid.',
  z.strictObject({
    orderId: z.uuid(),
    contactId: z.uuid(),
    url: z.url(),
    amountMinor: AmountMinor,
    currency: Currency,
  }),
)
