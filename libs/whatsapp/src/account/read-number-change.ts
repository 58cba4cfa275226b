import { type Fields, fields, finite, id, list, present, text } from '../values.ts'
import { readInstant } from '../webhook/read-instant.ts'
import type { AccountChange } from './account-change.ts'

/** After these nothing can be sent from the account any more. */
const stopping = new Set(['ACCOUNT_DELETED', 'DISABLED_UPDATE', 'ACCOUNT_OFFBOARDED'])
/** These ask for a person. Partner and verification news do not. */
const alarming = new Set(['ACCOUNT_VIOLATION', 'ACCOUNT_RESTRICTION', ...stopping])
/** States of a ban in which messages still leave. */
const lifted = new Set(['REINSTATE', 'SCHEDULE_FOR_DISABLE'])

function restriction(value: unknown) {
  const part = fields(value)
  return present({ type: text(part?.restriction_type) ?? 'UNKNOWN', until: readInstant(part?.expiration) }) as {
    type: string
    until?: string
  }
}

function account(value: Fields): AccountChange | undefined {
  const event = text(value.event)
  if (event === undefined) return undefined
  const ban = text(fields(value.ban_info)?.waba_ban_state)
  const disabled = ban === undefined ? stopping.has(event) : stopping.has(event) && !lifted.has(ban)
  return present({
    kind: 'account',
    event,
    stopsSending: disabled,
    alarming: alarming.has(event) && ban !== 'REINSTATE',
    reason: text(fields(value.violation_info)?.violation_type) ?? ban,
    restrictions: list(value.restriction_info).map(restriction),
  }) as AccountChange
}

/** Readers of what Meta tells about numbers and accounts, by field. */
export const numberReaders: Readonly<Record<string, (value: Fields) => AccountChange | undefined>> = {
  phone_number_quality_update: value => {
    const event = text(value.event)
    if (event === undefined) return undefined
    return present({
      kind: 'number_quality',
      event,
      displayNumber: id(value.display_phone_number)?.replace(/^\+/, ''),
      tier: id(value.current_limit) ?? id(value.max_daily_conversations_per_business),
      previousTier: id(value.old_limit),
    }) as AccountChange
  },
  phone_number_name_update: value =>
    present({
      kind: 'number_name',
      displayNumber: id(value.display_phone_number)?.replace(/^\+/, ''),
      decision: text(value.decision),
      name: text(value.requested_verified_name),
    }) as AccountChange,
  business_capability_update: value =>
    present({
      kind: 'capability',
      // In older versions of the webhook the budget is named per number.
      dailyPeople: id(value.max_daily_conversations_per_business) ?? id(value.max_daily_conversation_per_phone),
      maxNumbers: finite(value.max_phone_numbers_per_waba) ?? finite(value.max_phone_numbers_per_business),
    }) as AccountChange,
  account_update: account,
  account_alerts: value => {
    const type = text(value.alert_type)
    if (type === undefined) return undefined
    const [severity, status] = [text(value.alert_severity) ?? 'UNKNOWN', text(value.alert_status) ?? 'ACTIVE']
    return { kind: 'account_alert', type, severity: severity.toUpperCase(), status: status.toUpperCase() }
  },
  account_review_update: value => {
    const decision = text(value.decision)
    return decision === undefined ? undefined : { kind: 'account_review', decision: decision.toUpperCase() }
  },
  security: value => {
    const event = text(value.event)
    if (event === undefined) return undefined
    const displayNumber = id(value.display_phone_number)?.replace(/^\+/, '')
    return present({ kind: 'number_security', event: event.toUpperCase(), displayNumber }) as AccountChange
  },
}
