import { RejectedError, TransientError } from '@astria-bot/contracts'
import type { Crash, Logger } from '@astria-bot/service'
import { filesOf, type WhatsAppClient } from '@astria-bot/whatsapp'
import type { ClaimRow } from '../sql/claim-messages.ts'
import type { Settlement } from '../sql/settle-messages.ts'
import type { DeliveryMetrics } from './delivery-metrics.ts'
import type { NumberGate } from './number-gate.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { settlementOf } from './settlement-of.ts'
import type { Uploads } from './upload-file.ts'

/** What a try needs. */
export interface AttemptOptions {
  client: WhatsAppClient
  uploads: Uploads
  gate: NumberGate
  metrics: DeliveryMetrics
  logger: Logger
  crash: Crash
  unknownWaitMs: number
  leaseMs: number
}

/**
 * Carries out what was claimed at `claimedAt` (by `performance.now`): sends a message, or uploads its file first. Never
 * throws.
 */
export async function attempt(row: ClaimRow, claimedAt: number, options: AttemptOptions): Promise<Settlement> {
  const { gate, metrics, logger, unknownWaitMs } = options
  let outcome: Outcome
  try {
    outcome = row.verdict === 'upload' ? await prepare(row, options) : await send(row, claimedAt, options)
  } catch (err) {
    outcome = outcomeOf(err)
    logger.warn({ err, messageId: row.id, step: row.verdict, outcome: outcome.kind }, 'a message did not leave')
  }
  metrics.outcome(outcome.kind)
  if (outcome.kind === 'unknown') metrics.unknown()
  if (outcome.kind === 'accepted') gate.accepted()
  if (outcome.kind === 'retry' && outcome.holds === 'number') gate.slowDown(Date.now(), outcome.afterMs)
  if (outcome.kind === 'retry' && outcome.holds === 'account') gate.stop(Date.now())
  metrics.stopped(gate.stopped)
  return settlementOf(row, outcome, { unknownMs: unknownWaitMs, random: Math.random() })
}

async function send(row: ClaimRow, claimedAt: number, options: AttemptOptions): Promise<Outcome> {
  const { client, crash, metrics, leaseMs, uploads } = options
  const mediaIds = filesOf(row.content).length > 1 ? await bring(row, uploads) : undefined
  // A process that stood still (a suspended machine) must not send what others look after by now.
  if (performance.now() - claimedAt > leaseMs / 2) throw new TransientError('the lease is nearly over')
  if (row.resent) metrics.resent()
  crash('delivery:before-send')
  const to = { phone: row.phone ?? undefined, userId: row.userId ?? undefined }
  const { messageId } = await client.send(row.content, to, { id: row.id, mediaId: row.mediaId ?? undefined, mediaIds })
  crash('delivery:after-send')
  return { kind: 'accepted', wamid: messageId }
}

/** The files of a message that has several. Nothing was sent yet, whatever goes wrong here. */
const bring = (row: ClaimRow, uploads: Uploads) =>
  uploads.several(row.content).catch(error => {
    throw error instanceof RejectedError ? error : new TransientError('a file could not be uploaded', { cause: error })
  })

/** Uploads the message's file; then the message is claimed again, and sent. */
async function prepare(row: ClaimRow, { uploads }: AttemptOptions): Promise<Outcome> {
  await uploads.one(row.content, row.fileKey ?? '')
  return { kind: 'prepared' }
}
