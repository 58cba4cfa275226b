import type { AccountChange } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { longestPauseMs } from '../delivery/store-aftermath.ts'
import { restrictNumbers, stopChannel, tryNumbersAgain } from '../sql/channels.ts'

type AccountEvent = Extract<AccountChange, { kind: 'account' }>

/** Nobody may be written to first: answers still leave, templates wait. */
const noFirstWord = 'RESTRICTED_BIZ_INITIATED_MESSAGING'
/** Nobody may be answered either. */
const noAnswer = 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING'

/** What such an event needs of whoever applies it. */
export interface AccountContext {
  nowMs: number
  /** The numbers of the account. */
  numbers: readonly string[]
  /** Those of them that have not gone on since it was told. */
  stillTrueOf(ids: readonly string[]): Promise<readonly string[]>
  alert(reason: string, detail: string, ids?: readonly string[]): Promise<void>
}

/** A ban stops the numbers, a restriction holds back what it forbids, and a person hears of both. What is lifted is tried. */
export async function applyAccountEvent(tx: Transaction, told: AccountEvent, context: AccountContext): Promise<void> {
  const { numbers, nowMs, stillTrueOf, alert } = context
  const detail = told.reason === undefined ? told.event : `${told.event}: ${told.reason}`
  const reason = `account_${told.event.toLowerCase().replace(/^account_/, '')}`
  if (told.ban?.state === 'REINSTATE') {
    await tx.query(tryNumbersAgain, [numbers])
    return
  }
  if (told.stopsSending) {
    const concerned = await stillTrueOf(numbers)
    for (const id of concerned) await tx.query(stopChannel, [id, reason, null, false, null, longestPauseMs])
    return alert('sender_stopped', detail, concerned)
  }
  for (const { type, until } of told.restrictions) {
    const aheadMs = until === undefined ? null : Date.parse(until) - nowMs
    if (type === noFirstWord && until !== undefined) await tx.query(restrictNumbers, [numbers, until])
    if (type !== noAnswer || (aheadMs !== null && aheadMs <= 0)) continue
    // Without a time it is over when a person, or another token, says so.
    const longestMs = aheadMs ?? longestPauseMs
    for (const id of numbers) await tx.query(stopChannel, [id, reason, null, false, aheadMs, longestMs])
    return alert('sender_stopped', [detail, type].join(': '))
  }
  if (told.alarming) await alert('account_warned', detail)
}
