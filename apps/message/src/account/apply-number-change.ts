import type { accountChanged, DataOf } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import type { AccountChange } from '@astria-bot/whatsapp'
import { aftermathOf } from '../delivery/aftermath.ts'
import { longestPauseMs, storeAftermath } from '../delivery/store-aftermath.ts'
import { changeNumbers, numbersGoneOn, numbersOfAccount, stopChannel } from '../sql/channels.ts'
import { raiseAlerts } from '../sql/insert-alerts.ts'
import { rows } from '../sql/rows.ts'

/** Of what is told about a number, these are about its quality; the others (an upgrade, that it is new) are not. */
const qualityWords = new Set(['FLAGGED', 'UNFLAGGED'])

/** What WhatsApp tells about a number or its account: limits, bans, errors that are about no message. */
export async function applyNumberChange(
  tx: Transaction,
  { account, channel, at }: DataOf<typeof accountChanged>,
  change: AccountChange,
  nowMs: number,
): Promise<void> {
  switch (change.kind) {
    case 'number_quality':
      await tx.query(changeNumbers, [
        account,
        qualityWords.has(change.event) ? change.event : null,
        change.tier ?? null,
      ])
      if (change.event === 'FLAGGED') await alert('number_flagged', change.tier)
      return
    case 'capability':
      await tx.query(changeNumbers, [account, null, change.dailyPeople ?? null])
      return
    case 'account':
      return applyAccountEvent(change)
    case 'account_alert':
      if (change.severity === 'CRITICAL' && change.status === 'ACTIVE') await alert('account_alert', change.type)
      return
    case 'account_review':
      if (change.decision === 'REJECTED') await alert('account_rejected', undefined)
      return
    case 'number_security':
      return alert('number_security', change.event)
    case 'error': {
      const of = { channel: channel ?? '', contactId: '', messageId: '', template: null, wasProbe: false }
      const aftermath = channel === undefined ? null : aftermathOf(change.code, of)
      // What is about no message and no number leads to nothing; the change itself is kept.
      if (aftermath && (aftermath.stop || aftermath.slow) && (await stillTrueOf([channel!])).length > 0) {
        await storeAftermath(tx, [aftermath], { nowMs, retryMs: longestPauseMs, random: Math.random() })
      }
      return
    }
    default:
      return
  }

  async function numbers(): Promise<string[]> {
    if (channel !== undefined) return [channel]
    return (await tx.query<{ id: string }>(numbersOfAccount, [account])).map(({ id }) => id)
  }
  async function applyAccountEvent(told: Extract<AccountChange, { kind: 'account' }>): Promise<void> {
    const detail = told.reason === undefined ? told.event : `${told.event}: ${told.reason}`
    if (!told.stopsSending) return told.alarming ? alert('account_warned', detail) : undefined
    const concerned = await stillTrueOf(await numbers())
    await stop(concerned, `account_${told.event.toLowerCase()}`)
    await alert('sender_stopped', detail, concerned)
  }
  /** Old news stop no number that has gone on since. */
  async function stillTrueOf(ids: readonly string[]): Promise<readonly string[]> {
    const gone = new Set((await tx.query<{ id: string }>(numbersGoneOn, [ids, at])).map(({ id }) => id))
    return ids.filter(id => !gone.has(id))
  }
  async function stop(ids: readonly string[], reason: string): Promise<void> {
    for (const id of ids) await tx.query(stopChannel, [id, reason, null, false, null, longestPauseMs])
  }
  async function alert(reason: string, detail: string | undefined, ids?: readonly string[]): Promise<void> {
    const list = (ids ?? (await numbers())).map(id => ({ channel: id, reason, detail: detail ?? null }))
    if (list.length > 0) await tx.query(raiseAlerts, [rows(list)])
  }
}
