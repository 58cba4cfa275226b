import { messageSettled } from '@astria-bot/contracts'
import { type Database, enqueueEvents, type Queryable } from '@astria-bot/store'
import { classify } from '@astria-bot/whatsapp'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import { lockChannels, quickenChannels, resumeChannels } from '../sql/channels.ts'
import { rows } from '../sql/rows.ts'
import { numberMessages, type Settlement, settleMessages } from '../sql/settle-messages.ts'
import type { Aftermath } from './aftermath.ts'
import { storeAftermath } from './store-aftermath.ts'

/** A message of which it is known what became of it, and what follows from that for others. */
export interface Ended {
  readonly settlement: Settlement
  readonly aftermath: Aftermath | null
  /** WhatsApp took it or judged it: what was wrong with this number when the message was taken is over. */
  readonly recovers: Recovery | null
}

/** A number that was too fast, or that a message was to try although it is stopped. */
export interface Recovery {
  readonly channel: string
  readonly from: 'slowed' | 'stopped'
}

/** How settling is done: how long (ms) the next message waits for the one before, and when a refused number is tried. */
export interface SettleOptions {
  sentWaitMs: number
  albumWaitMs: number
  accountRetryMs: number
}

/**
 * Writes down what became of messages; what was not sent is also told to the other apps, and of what is put off whoever
 * asked for it. Answers whether there are events.
 */
export async function settle(
  db: Database,
  list: readonly Ended[],
  nowMs: number,
  { sentWaitMs, albumWaitMs, accountRetryMs }: SettleOptions,
): Promise<boolean> {
  const settlements = list.map(({ settlement }) => settlement)
  const parameters = [
    rows(settlements),
    settlements.map(({ id }) => id),
    settlements.map(({ contactId }) => contactId),
    sentWaitMs,
    albumWaitMs,
  ]
  const unsent = settlements.filter(({ state }) => state in unsentStates)
  const aftermath = list.flatMap(one => one.aftermath ?? [])
  const [going, quick] = [recoveredFrom('stopped', list), recoveredFrom('slowed', list)]
  if (unsent.length + aftermath.length + going.length + quick.length === 0) {
    await db.query(settleMessages, parameters)
    await noteNumbered(db, settlements)
    return false
  }
  await db.transaction(async tx => {
    // Numbers before lanes, as claiming does.
    const slowed = aftermath.flatMap(({ slow, channel }) => (slow === 'account' ? [channel] : []))
    if (slowed.length > 0) await tx.query(lockChannels, [slowed])
    if (going.length > 0) await tx.query(resumeChannels, [going])
    if (quick.length > 0) await tx.query(quickenChannels, [quick])
    await storeAftermath(tx, aftermath, { nowMs, retryMs: accountRetryMs, random: Math.random() })
    const settled = await tx.query<{ id: string; state: string; requested: boolean }>(settleMessages, parameters)
    await noteNumbered(tx, settlements)
    const ours = new Set(settled.flatMap(({ id, state, requested }) => (requested || state !== 'parked' ? [id] : [])))
    await enqueueEvents(
      tx,
      'messaging',
      unsent.filter(({ id }) => ours.has(id)).map(settlement => unsentEvent(settlement, nowMs)),
    )
  })
  return unsent.length + aftermath.length > 0
}

/** Also of what a status settled before the answer came: numbers that are written next are taps. */
async function noteNumbered(db: Queryable, settlements: readonly Settlement[]): Promise<void> {
  const numbered = settlements.filter(one => one.numbered)
  if (numbered.length > 0)
    await db.query(numberMessages, [numbered.map(({ id }) => id), numbered.map(({ wamid }) => wamid)])
}

const recoveredFrom = (from: Recovery['from'], list: readonly Ended[]): string[] => [
  ...new Set(list.flatMap(({ recovers }) => (recovers?.from === from ? recovers.channel : []))),
]

const unsentStates = { failed: 'failed', dropped: 'dropped', parked: 'parked' } as const

/** What we refuse ourselves, before WhatsApp is asked, is a fault of the request; what became of a lost answer nobody knows. */
function classOf(errorCode: number | null, reason: string | null): { errorClass?: string } {
  if (errorCode !== null) return { errorClass: classify(errorCode) }
  return reason === 'outcome_unknown' ? {} : { errorClass: 'request' }
}

function unsentEvent({ id, contactId, state, reason, errorCode }: Settlement, nowMs: number) {
  const at = new Date(nowMs)
  return messageEvent(
    messageSettled,
    { id: newId(nowMs), subject: contactId, time: at },
    {
      contactId,
      outboundId: id,
      state: unsentStates[state as keyof typeof unsentStates],
      at: at.toISOString(),
      ...(reason === null ? {} : { reason }),
      ...(errorCode === null ? {} : { errorCode }),
      ...(state === 'failed' ? classOf(errorCode, reason) : {}),
    },
  )
}
