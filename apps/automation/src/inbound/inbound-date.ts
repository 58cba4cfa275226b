import type { DateKey } from '../sql/new-dates.ts'

/** The field that says when a contact wrote last: kept with their activity, not among the dates. */
export const lastInbound = 'contact.lastInboundAt'

/** The key of that date. */
export const inboundDate = (contactId: string): DateKey => ({ contactId, name: lastInbound, ref: '' })
