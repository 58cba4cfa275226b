import type { accountChanged, DataOf } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import type { AccountChange } from '@astria-bot/whatsapp'
import { aftermathOf } from '../delivery/aftermath.ts'
import { longestPauseMs, storeAftermath } from '../delivery/store-aftermath.ts'
import { changeNumbers, numbersOfAccount, stopChannel } from '../sql/channels.ts'
import { raiseAlerts } from '../sql/insert-alerts.ts'
import { rows } from '../sql/rows.ts'

/** Of what is told about a number, these are about its quality; the others (an upgrade, that it is new) are not. */
const qualityWords = new Set(['FLAGGED', 'UNFLAGGED'])

/** What WhatsApp tells about a number or its account: limits, bans, errors that are about no message. */
export async function applyNumberChange(
  tx: Transaction,
  { account, channel }: DataOf<typeof accountChanged>,
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
      if (change.stopsSending) await stop(`account_${change.event.toLowerCase()}`)
      if (change.alarming)
        await alert(change.stopsSending ? 'sender_stopped' : 'account_warned', change.reason ?? change.event)
      return
    case 'error': {
      const of = { channel: channel ?? '', contactId: '', messageId: '', template: null, wasProbe: false }
      const aftermath = channel === undefined ? null : aftermathOf(change.code, of)
      // What is about no message and no number leads to nothing; the change itself is kept.
      if (aftermath && (aftermath.stop || aftermath.slow)) {
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
  async function stop(reason: string): Promise<void> {
    for (const id of await numbers()) await tx.query(stopChannel, [id, reason, null, false, null, longestPauseMs])
  }
  async function alert(reason: string, detail: string | undefined): Promise<void> {
    const list = (await numbers()).map(id => ({ channel: id, reason, detail: detail ?? null }))
    if (list.length > 0) await tx.query(raiseAlerts, [rows(list)])
  }
}
