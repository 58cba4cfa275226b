import type { AccountChange, accountChanged, DataOf } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { aftermathOf } from '../delivery/aftermath.ts'
import { longestPauseMs, storeAftermath } from '../delivery/store-aftermath.ts'
import { limitNumbers, numbersGoneOn, numbersOfAccount, rateNumbers } from '../sql/channels.ts'
import { closeAlerts, raiseAlerts } from '../sql/insert-alerts.ts'
import { rows } from '../sql/rows.ts'
import { applyAccountEvent } from './apply-account-event.ts'
import { numbersConcerned, type ShownNumber } from './numbers-concerned.ts'

/** Of what is told about a number, these are about its quality; the others (an upgrade, that it is new) are not. */
const qualityWords = new Set(['FLAGGED', 'UNFLAGGED'])
/** A form in these states reaches nobody, or only some. */
const brokenFlows = new Set(['BLOCKED', 'THROTTLED'])

/** What WhatsApp tells about numbers or their account: limits, bans, errors that are about no message. False: none is ours. */
export async function applyNumberChange(
  tx: Transaction,
  { account, channel, at, change }: DataOf<typeof accountChanged>,
  nowMs: number,
): Promise<boolean> {
  switch (change.kind) {
    case 'number_quality':
      return applyQuality(change)
    case 'capability':
      await tx.query(limitNumbers, [account, change.dailyPeople ?? null])
      return true
    case 'account':
      await applyAccountEvent(tx, change, { nowMs, numbers: await numbers(), stillTrueOf, alert })
      return true
    case 'account_alert':
      if (change.status !== 'ACTIVE') return close('account_alert', change.type, await numbers())
      if (change.severity === 'CRITICAL') await alert('account_alert', change.type)
      return true
    case 'account_review':
      if (change.decision === 'REJECTED') await alert('account_rejected', change.reason)
      return true
    case 'number_name':
      return change.decision === 'REJECTED' ? alertShown('number_name_rejected', change.name, change) : true
    case 'number_security':
      return alertShown('number_security', change.event, change)
    case 'flow':
      return applyFlow(change)
    case 'error':
      await applyError(change)
      return true
    default:
      return true
  }

  async function shown(displayNumber?: string): Promise<readonly string[]> {
    if (channel !== undefined) return [channel]
    return numbersConcerned(await tx.query<ShownNumber>(numbersOfAccount, [account]), displayNumber)
  }
  function numbers(): Promise<readonly string[]> {
    return shown()
  }
  async function applyQuality({ event, tier, displayNumber }: Extract<AccountChange, { kind: 'number_quality' }>) {
    const concerned = await shown(displayNumber)
    if (tier !== undefined) await tx.query(limitNumbers, [account, tier])
    if (concerned.length === 0) return false
    if (qualityWords.has(event)) await tx.query(rateNumbers, [concerned, event])
    if (event === 'FLAGGED') await alert('number_flagged', tier, concerned)
    return event === 'UNFLAGGED' ? close('number_flagged', null, concerned) : true
  }
  async function applyFlow({ flowId, status, alert: state, event }: Extract<AccountChange, { kind: 'flow' }>) {
    if (flowId === undefined) return true
    const isBroken = status === undefined ? state === 'ACTIVATED' : brokenFlows.has(status)
    if (isBroken) await alert('flow_limited', `${flowId}: ${status ?? event}`)
    return true
  }
  /** What is about no message and no number leads to nothing; the change itself is kept. */
  async function applyError({ code, title }: Extract<AccountChange, { kind: 'error' }>) {
    if (channel === undefined) return
    const of = { channel, contactId: '', messageId: '', template: null, wasProbe: false }
    const aftermath = aftermathOf(code, of)
    if (!aftermath || !(aftermath.stop || aftermath.slow) || (await stillTrueOf([channel])).length === 0) return
    await storeAftermath(tx, [aftermath], { nowMs, retryMs: longestPauseMs, random: Math.random() })
    if (aftermath.alert === null) await alert('number_slowed', title === undefined ? `${code}` : `${code}: ${title}`)
  }
  /** Old news stop no number that has gone on since. */
  async function stillTrueOf(ids: readonly string[]): Promise<readonly string[]> {
    const gone = new Set((await tx.query<{ id: string }>(numbersGoneOn, [ids, at])).map(({ id }) => id))
    return ids.filter(id => !gone.has(id))
  }
  async function alertShown(reason: string, detail: string | undefined, about: { displayNumber?: string | undefined }) {
    const concerned = await shown(about.displayNumber)
    await alert(reason, detail, concerned)
    return concerned.length > 0
  }
  async function alert(reason: string, detail: string | undefined, ids?: readonly string[]): Promise<void> {
    const list = (ids ?? (await numbers())).map(id => ({ channel: id, reason, detail: detail ?? null }))
    if (list.length > 0) await tx.query(raiseAlerts, [rows(list)])
  }
  async function close(reason: string, detail: string | null, ids: readonly string[]): Promise<true> {
    await tx.query(closeAlerts, [ids, reason, detail])
    return true
  }
}
