import type { Queryable } from '@astria-bot/store'
import { tellContacts } from '../contacts/tell-contacts.ts'
import { slowChannels, stopChannel } from '../sql/channels.ts'
import { raiseAlerts } from '../sql/insert-alerts.ts'
import { optOutContacts } from '../sql/opt-out-contacts.ts'
import { rows } from '../sql/rows.ts'
import { type ChangedTemplate, disableTemplate } from '../sql/templates.ts'
import { tellTemplates } from '../templates/tell-templates.ts'
import { lockContacts } from '../turns/lock-contacts.ts'
import type { Aftermath } from './aftermath.ts'
import { forgetFiles } from './forget-files.ts'

/** At most this long nothing is sent from a number that was too fast, or is tried from one that is refused. */
export const longestPauseMs = 5 * 60_000

/** Writes down what errors lead to beyond their messages: numbers slowed or stopped, templates, uploads, opt-outs, alerts. */
export async function storeAftermath(
  tx: Queryable,
  list: readonly Aftermath[],
  options: { nowMs: number; retryMs: number; random: number },
): Promise<void> {
  for (const { channel, stop, slow, errorCode, wasProbe, afterMs } of firstOf(list)) {
    if (stop) {
      const retryMs = stop.probe ? options.retryMs : null
      await tx.query(stopChannel, [channel, stop.reason, errorCode, wasProbe, retryMs, longestPauseMs])
    } else if (slow) {
      await tx.query(slowChannels, [channel, afterMs, longestPauseMs, options.random, slow === 'account'])
    }
  }
  for (const { channel, template, templateState, errorCode } of list) {
    if (template && templateState !== null) {
      const values = [channel, template.name, template.language, templateState, `whatsapp_${errorCode}`]
      await tellTemplates(tx, await tx.query<ChangedTemplate>(disableTemplate, values), options.nowMs)
    }
  }
  await forgetFiles(
    tx,
    list.flatMap(one => (one.forgetFiles ? [one.messageId] : [])),
  )
  const stopped = list.filter(({ optOut }) => optOut).map(({ contactId }) => contactId)
  if (stopped.length > 0) {
    const ids = [...(await lockContacts(tx, stopped)).values()].map(({ id }) => id)
    await tx.query(optOutContacts, [ids, 'refusal'])
    await tellContacts(tx, new Map(ids.map(id => [id, undefined])), { nowMs: options.nowMs })
  }
  const alerts = list.flatMap(({ alert, ...of }) => (alert === null ? [] : [alertRow(alert, of)]))
  if (alerts.length > 0) await tx.query(raiseAlerts, [rows(alerts)])
}

/** One per number: what the number does next is said once for all messages that were under way. */
function firstOf(list: readonly Aftermath[]): Aftermath[] {
  const concerning = list.filter(({ stop, slow }) => stop !== null || slow)
  const byChannel = new Map(concerning.toReversed().map(one => [one.channel, one]))
  for (const one of concerning) if (one.slow === 'account') byChannel.set(one.channel, one)
  for (const one of concerning) if (one.stop) byChannel.set(one.channel, one)
  return [...byChannel.values()].sort((a, b) => (a.channel < b.channel ? -1 : 1))
}

/** An alert is about the number where everybody is concerned, else about the contact. */
function alertRow(
  reason: string,
  { channel, contactId, messageId, errorCode, stop, slow, template }: Omit<Aftermath, 'alert'>,
) {
  const ofNumber = stop !== null || slow
  return {
    contactId: ofNumber ? null : contactId,
    channel: ofNumber ? channel : null,
    messageId: ofNumber ? null : messageId,
    reason,
    errorCode,
    detail: stop?.reason ?? template?.name ?? null,
  }
}
