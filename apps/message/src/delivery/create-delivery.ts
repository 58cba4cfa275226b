import { TransientError } from '@astria-bot/contracts'
import type { Files } from '@astria-bot/files'
import type { Crash, Logger } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'
import type { WhatsAppClient } from '@astria-bot/whatsapp'
import { type ClaimRow, claimMessages } from '../sql/claim-messages.ts'
import { restLanes } from '../sql/rest-lanes.ts'
import { rows } from '../sql/rows.ts'
import { readTemplatesOfChannel } from '../sql/templates.ts'
import { attempt } from './attempt.ts'
import type { DeliveryMetrics } from './delivery-metrics.ts'
import { findLost } from './find-lost.ts'
import type { Ended, SettleOptions } from './settle.ts'
import { settleAll } from './settle-all.ts'
import { settlementWithout } from './settlement-of.ts'
import { createUploads } from './upload-file.ts'
import { createWaker } from './waker.ts'

/** What delivery is made from. All times in ms. */
export interface DeliveryOptions extends SettleOptions {
  db: Database
  client: WhatsAppClient
  files: Files
  logger: Logger
  metrics: DeliveryMetrics
  crash: Crash
  /** The business number that is sent from. */
  channel: string
  concurrency: number
  leaseMs: number
  windowMarginMs: number
  unknownWaitMs: number
  unknownDeafMs: number
  /** How often lanes are looked at that become due by themselves. */
  pollMs: number
  /** Events lie in the outbox. */
  onEvents(): void
}

/** Sends what is queued: each contact's messages one after the other, many contacts at once. */
export interface Delivery {
  /** Something was queued: look now. */
  wake(): void
  /** Begins nothing new, and resolves when what is under way is settled. */
  stop(): Promise<void>
}

/** Starts to deliver. Any number of processes may do so for the same number. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { db, logger, metrics, unknownWaitMs, channel } = options
  const readTemplates = async () => void (await db.query(readTemplatesOfChannel, [channel]))
  const trying = { ...options, uploads: createUploads(options), findLost: lostFinder(options), readTemplates }
  const waker = createWaker()
  let finished: Ended[] = []
  let underWay = 0
  let stopping = false

  /** What has ended is written down, then what is due is begun. Answers after how many ms to look again. */
  async function round(): Promise<number> {
    if (finished.length > 0) await writeDown()
    const room = options.concurrency - underWay
    if (stopping || room <= 0) return options.pollMs
    const asked = performance.now()
    const claimed = await claim(options, room)
    const limited = claimed.find(({ verdict }) => verdict === 'limited')
    for (const row of claimed) if (row !== limited) begin(row, asked)
    if (claimed.length === room || finished.length > 0) return 0
    // How long the number has to wait; other replicas wait with us, and a person may set it going meanwhile.
    return limited ? Math.min(Math.max(limited.waitMs ?? options.pollMs, 5), options.pollMs) : options.pollMs
  }

  async function writeDown(): Promise<void> {
    const list = finished
    finished = []
    try {
      if (await settleAll(list, Date.now(), options)) options.onEvents()
    } catch (error) {
      finished = [...list, ...finished]
      throw error
    }
  }

  function begin(row: ClaimRow, claimedAt: number): void {
    if (row.verdict !== 'send' && row.verdict !== 'upload') {
      const settlement = settlementWithout(row, unknownWaitMs)
      if (settlement) finished.push({ settlement, aftermath: null, recovers: null })
      metrics.outcome(row.verdict)
      if (row.verdict === 'lost') metrics.unknown()
      return
    }
    underWay += 1
    attempt(row, claimedAt, trying).then(ended => {
      underWay -= 1
      finished.push(ended)
      waker.wake()
    })
  }

  async function run(): Promise<void> {
    while (!stopping || underWay > 0 || finished.length > 0) {
      try {
        const waitMs = await round()
        if (waitMs > 0) await waker.sleep(waitMs)
      } catch (err) {
        logger.error({ err }, 'a round of delivery failed')
        await waker.sleep(options.pollMs, { deeply: true })
      }
    }
  }

  const running = run()
  return {
    wake: waker.wake,
    stop: () => {
      stopping = true
      waker.wake()
      return running
    },
  }
}

/** Takes lanes that are due; those in which nothing was found rest. */
async function claim(options: DeliveryOptions, room: number): Promise<ClaimRow[]> {
  const { db, channel, leaseMs, windowMarginMs, unknownWaitMs, unknownDeafMs } = options
  const parameters = [channel, room, leaseMs, windowMarginMs, unknownWaitMs, unknownDeafMs]
  const claimed = await db.query<ClaimRow>(claimMessages, parameters)
  const empty = claimed.filter(({ verdict }) => verdict === 'empty' || verdict === 'changed')
  if (empty.length > 0) {
    const lanes = rows(empty.map(({ contactId, pushes }) => ({ contactId, pushes })))
    // What was claimed along with them has to be sent, whatever happens here: they rest when they are looked at again.
    await db.query(restLanes, [lanes]).catch(() => {})
  }
  return claimed
}

/** Where the provider does not answer, nothing is sent a second time either: later, perhaps. */
function lostFinder({ db, client, channel }: DeliveryOptions) {
  return async ({ content, phone, userId, triedAt }: ClaimRow): Promise<string | null> => {
    if (!triedAt) return null
    const found = await findLost(db, client, { channel, content, phone, userId, triedAt }).catch(cause => {
      throw new TransientError('the provider did not say what it has sent', { cause })
    })
    return found?.messageId ?? null
  }
}
