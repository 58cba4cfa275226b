import { TransientError } from '@astria-bot/contracts'
import type { Logger } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'
import type { Aftermath } from './aftermath.ts'
import { type Ended, type SettleOptions, settle } from './settle.ts'

/** What settling a list needs. */
export interface SettleAllOptions extends SettleOptions {
  db: Database
  logger: Logger
  channel: string
}

/**
 * Settles what has ended. Where the database refuses one of them for what it is, the others are settled all the same, so
 * that none is taken for lost and sent again, and the refused one fails with an alert. Answers whether there are events.
 * Throws TransientError where the same may work later.
 */
export async function settleAll(list: readonly Ended[], nowMs: number, options: SettleAllOptions): Promise<boolean> {
  const { db } = options
  try {
    return await settle(db, list, nowMs, options)
  } catch (error) {
    if (error instanceof TransientError) throw error
  }
  let hasEvents = false
  for (const ended of list) {
    try {
      hasEvents = (await settle(db, [ended], nowMs, options)) || hasEvents
    } catch (error) {
      if (error instanceof TransientError) throw error
      hasEvents = (await settleRefused(ended, error, nowMs, options)) || hasEvents
    }
  }
  return hasEvents
}

/** If not even this can be written, its lease ends, and it is looked after like one whose sender died. */
async function settleRefused(
  ended: Ended,
  err: unknown,
  nowMs: number,
  { db, logger, channel, ...options }: SettleAllOptions,
): Promise<boolean> {
  const messageId = ended.settlement.id
  logger.error({ err, messageId }, 'what became of a message cannot be written down')
  try {
    return await settle(db, [asFailed(ended, channel)], nowMs, options)
  } catch (error) {
    if (error instanceof TransientError) throw error
    logger.error({ err: error, messageId }, 'nor that it failed')
    return false
  }
}

function asFailed({ settlement, recovers }: Ended, channel: string): Ended {
  const { id: messageId, contactId } = settlement
  const failed = { state: 'failed', delayMs: 0, wamid: null, reason: 'not_recorded', errorCode: null } as const
  const aftermath: Aftermath = {
    channel,
    contactId,
    messageId,
    errorCode: null,
    template: null,
    stop: null,
    wasProbe: false,
    slow: null,
    toldAt: null,
    afterMs: 0,
    alert: 'message_not_recorded',
    templateState: null,
    optOut: false,
    forgetFiles: false,
  }
  return { settlement: { ...settlement, ...failed }, aftermath, recovers }
}
