import { isEvent, type KnownEvent, tuneFinished } from '@astria-bot/contracts'
import type { SystemOccasion } from '../core/index.ts'
import type { ContactDate } from '../sql/save-dates.ts'

const orderDates = { order_placed: 'orders.last.placedAt', order_paid: 'orders.last.paidAt' } as const

/** The points in time that an event makes known: its own, and those that it tells of. */
export function datesOfEvent(
  contactId: string,
  event: KnownEvent,
  occasion: SystemOccasion | undefined,
): ContactDate[] {
  const dates: ContactDate[] = []
  if (isEvent(tuneFinished, event)) {
    dates.push({ contactId, name: 'model.expiresAt', ref: event.data.tuneId, at: event.data.expiresAt })
  }
  if (!occasion) return dates
  const at = new Date(occasion.atMs).toISOString()
  dates.push({ contactId, name: `event:${occasion.event}`, ref: occasion.orderId ?? occasion.key, at, event: occasion })
  if (occasion.event in orderDates) {
    dates.push({ contactId, name: orderDates[occasion.event as keyof typeof orderDates], ref: '', at })
  }
  return dates
}
