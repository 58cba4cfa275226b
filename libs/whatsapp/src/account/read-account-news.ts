import type { AccountChange } from '@astria-bot/contracts'
import { type Fields, fields, id, list, present, text } from '../values.ts'
import { readInstant } from '../webhook/read-instant.ts'

/** After these nothing can be sent from the account any more. */
const stopping = new Set(['ACCOUNT_DELETED', 'DISABLED_UPDATE', 'ACCOUNT_OFFBOARDED'])
/** These ask for a person. Partner and verification news do not. */
const alarming = new Set(['ACCOUNT_VIOLATION', 'ACCOUNT_RESTRICTION', ...stopping])
/** States of a ban in which messages still leave. */
const lifted = new Set(['REINSTATE', 'SCHEDULE_FOR_DISABLE'])

type Account = Extract<AccountChange, { kind: 'account' }>

const restriction = (value: unknown): Account['restrictions'][number] => {
  const part = fields(value)
  const type = text(part?.restriction_type)?.toUpperCase() ?? 'UNKNOWN'
  return present({ type, until: readInstant(part?.expiration) }) as { type: string }
}

function account(value: Fields): AccountChange | undefined {
  const event = text(value.event)?.toUpperCase()
  if (event === undefined) return undefined
  const given = fields(value.ban_info)
  const state = text(given?.waba_ban_state)?.toUpperCase()
  const ban = state === undefined ? undefined : present({ state, date: text(given?.waba_ban_date) })
  const violation = text(fields(value.violation_info)?.violation_type)
  return present({
    kind: 'account',
    event,
    stopsSending: stopping.has(event) && !(state !== undefined && lifted.has(state)),
    alarming: alarming.has(event) && state !== 'REINSTATE',
    reason: violation ?? state,
    violation,
    ban,
    restrictions: list(value.restriction_info).map(restriction),
  }) as AccountChange
}

function alert(value: Fields): AccountChange | undefined {
  // Newer versions of the webhook put them into `alert_info`.
  const info = fields(value.alert_info) ?? value
  const type = text(info.alert_type)
  if (type === undefined) return undefined
  return present({
    kind: 'account_alert',
    type,
    severity: (text(info.alert_severity) ?? 'UNKNOWN').toUpperCase(),
    status: (text(info.alert_status) ?? 'ACTIVE').toUpperCase(),
    entityType: text(value.entity_type),
    entityId: id(value.entity_id),
    description: text(info.alert_description),
  }) as AccountChange
}

/** Readers of what Meta tells about accounts and what belongs to them, by field. */
export const accountReaders: Readonly<Record<string, (value: Fields) => AccountChange | undefined>> = {
  account_update: account,
  account_alerts: alert,
  account_review_update: value => {
    const decision = text(value.decision)?.toUpperCase()
    if (decision === undefined) return undefined
    return present({ kind: 'account_review', decision, reason: text(value.rejection_reason) }) as AccountChange
  },
  payment_configuration_update: value => {
    const name = text(value.configuration_name)
    if (name === undefined) return undefined
    return present({
      kind: 'payment_configuration',
      name,
      provider: text(value.provider_name),
      merchantId: id(value.provider_mid),
      status: text(value.status),
    }) as AccountChange
  },
  partner_solutions: value => {
    const event = text(value.event)
    if (event === undefined) return undefined
    const solution = { solutionId: id(value.solution_id), status: text(value.solution_status) }
    return present({ kind: 'partner_solution', event: event.toUpperCase(), ...solution }) as AccountChange
  },
  flows: value => {
    const event = text(value.event)
    if (event === undefined) return undefined
    return present({
      kind: 'flow',
      event: event.toUpperCase(),
      flowId: id(value.flow_id),
      status: text(value.new_status)?.toUpperCase(),
      previous: text(value.old_status)?.toUpperCase(),
      alert: text(value.alert_state)?.toUpperCase(),
      message: text(value.message),
    }) as AccountChange
  },
}
