import type { AccountChange } from '@astria-bot/contracts'
import { digits, type Fields, finite, id, present, text } from '../values.ts'

const displayNumberIn = (value: Fields) => digits(value.display_phone_number)

/** Readers of what WhatsApp tells about business numbers, by field. */
export const numberReaders: Readonly<Record<string, (value: Fields) => AccountChange | undefined>> = {
  phone_number_quality_update: value => {
    const event = text(value.event)
    if (event === undefined) return undefined
    return present({
      kind: 'number_quality',
      event: event.toUpperCase(),
      displayNumber: displayNumberIn(value),
      tier: id(value.current_limit) ?? id(value.max_daily_conversations_per_business),
      previousTier: id(value.old_limit),
    }) as AccountChange
  },
  phone_number_name_update: value =>
    present({
      kind: 'number_name',
      displayNumber: displayNumberIn(value),
      decision: text(value.decision)?.toUpperCase(),
      name: text(value.requested_verified_name),
      reason: text(value.rejection_reason),
    }) as AccountChange,
  security: value => {
    const event = text(value.event)
    if (event === undefined) return undefined
    return present({
      kind: 'number_security',
      event: event.toUpperCase(),
      displayNumber: displayNumberIn(value),
      requester: id(value.requester),
    }) as AccountChange
  },
  business_username_update: value => {
    const status = text(value.status)
    if (status === undefined) return undefined
    return present({
      kind: 'business_username',
      status: status.toLowerCase(),
      displayNumber: displayNumberIn(value),
      username: text(value.username),
    }) as AccountChange
  },
  business_capability_update: value =>
    present({
      kind: 'capability',
      // In older versions of the webhook the budget is named per number.
      dailyPeople: id(value.max_daily_conversations_per_business) ?? id(value.max_daily_conversation_per_phone),
      maxNumbers: finite(value.max_phone_numbers_per_waba) ?? finite(value.max_phone_numbers_per_business),
    }) as AccountChange,
}
