import type { Files } from '@astria-bot/files'
import type { Crash, Logger } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'
import type { WhatsAppClient } from '@astria-bot/whatsapp'
import { type ClaimRow, claimMessages } from '../sql/claim-messages.ts'
import { restLanes } from '../sql/rest-lanes.ts'
import { rows } from '../sql/rows.ts'
import type { Settlement } from '../sql/settle-messages.ts'
import { attempt } from './attempt.ts'
import type { DeliveryMetrics } from './delivery-metrics.ts'
import type { NumberGate } from './number-gate.ts'
import { settle } from './settle.ts'
import { settlementWithout } from './settlement-of.ts'
import { createUploads } from './upload-file.ts'
import { createWaker } from './waker.ts'

/** What delivery is made from. All times in ms. */
export interface DeliveryOptions {
  db: Database
  client: WhatsAppClient
  files: Files
  gate: NumberGate
  logger: Logger
  metrics: DeliveryMetrics
  crash: Crash
  /** The business number that this process sends from. */
  channel: string
  concurrency: number
  leaseMs: number
  windowMarginMs: number
  unknownWaitMs: number
  pairBurst: number
  pairIntervalMs: number
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
  const { db, gate, logger, metrics, unknownWaitMs } = options
  const trying = { ...options, uploads: createUploads(options) }
  const waker = createWaker()
  let finished: Settlement[] = []
  let underWay = 0
  let stopping = false

  /** What has ended is written down, then what is due is begun. Answers whether to look again at once. */
  async function round(): Promise<boolean> {
    if (finished.length > 0) await writeDown()
    const nowMs = Date.now()
    const room = Math.min(options.concurrency - underWay, gate.room(nowMs))
    if (stopping || room <= 0) return false
    const asked = performance.now()
    const claimed = await claim(options, room)
    gate.take(claimed.filter(({ verdict }) => verdict === 'send').length, nowMs)
    for (const row of claimed) begin(row, asked)
    return claimed.length === room || finished.length > 0
  }

  async function writeDown(): Promise<void> {
    const list = finished
    finished = []
    try {
      if (await settle(db, list, Date.now())) options.onEvents()
    } catch (error) {
      finished = [...list, ...finished]
      throw error
    }
  }

  function begin(row: ClaimRow, claimedAt: number): void {
    if (row.verdict !== 'send' && row.verdict !== 'upload') {
      const settlement = settlementWithout(row, unknownWaitMs)
      if (settlement) finished.push(settlement)
      metrics.outcome(row.verdict)
      if (row.verdict === 'lost') metrics.unknown()
      return
    }
    underWay += 1
    attempt(row, claimedAt, trying).then(settlement => {
      underWay -= 1
      finished.push(settlement)
      waker.wake()
    })
  }

  async function run(): Promise<void> {
    while (!stopping || underWay > 0 || finished.length > 0) {
      try {
        if (!(await round())) await waker.sleep(options.pollMs)
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
  const { db, channel, leaseMs, windowMarginMs, unknownWaitMs, pairBurst, pairIntervalMs } = options
  const parameters = [channel, room, leaseMs, windowMarginMs, unknownWaitMs, pairBurst, pairIntervalMs]
  const claimed = await db.query<ClaimRow>(claimMessages, parameters)
  const empty = claimed.filter(({ verdict }) => verdict === 'empty' || verdict === 'changed')
  if (empty.length > 0) {
    const lanes = rows(empty.map(({ contactId, pushes }) => ({ contactId, pushes })))
    // What was claimed along with them has to be sent, whatever happens here: they rest when they are looked at again.
    await db.query(restLanes, [lanes]).catch(() => {})
  }
  return claimed
}
