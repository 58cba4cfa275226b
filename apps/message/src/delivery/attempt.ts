import { RejectedError, TransientError } from '@astria-bot/contracts'
import type { Crash, Logger } from '@astria-bot/service'
import { filesOf, type WhatsAppClient } from '@astria-bot/whatsapp'
import type { ClaimRow } from '../sql/claim-messages.ts'
import { templateProblem } from '../templates/template-problem.ts'
import { type Aftermath, aftermathOf } from './aftermath.ts'
import type { DeliveryMetrics } from './delivery-metrics.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { Ended, Recovery } from './settle.ts'
import { settlementOf } from './settlement-of.ts'
import type { Uploads } from './upload-file.ts'

/** What a try needs. */
export interface AttemptOptions {
  client: WhatsAppClient
  uploads: Uploads
  metrics: DeliveryMetrics
  logger: Logger
  crash: Crash
  channel: string
  unknownWaitMs: number
  leaseMs: number
  /** The name of the first try of a message, if the provider has it after all: then it is not sent once more. */
  findLost(row: ClaimRow): Promise<string | null>
  /** Has the list of the account's templates read again soon. */
  readTemplates(): Promise<void>
}

/** The list is read again meanwhile; a template that is in it then has its messages sent at once. */
const listWaitMs = 60_000

/** So often at most is a file uploaded again that WhatsApp does not know any more. */
const uploadTries = 3

/**
 * Carries out what was claimed at `claimedAt` (by `performance.now`): sends a message, or uploads its file first. Never
 * throws.
 */
export async function attempt(row: ClaimRow, claimedAt: number, options: AttemptOptions): Promise<Ended> {
  const { metrics, logger, unknownWaitMs } = options
  let outcome: Outcome
  try {
    outcome = row.verdict === 'upload' ? await prepare(row, options) : await send(row, claimedAt, options)
  } catch (err) {
    outcome = outcomeOf(err, {
      canStandIn: row.hasTemplate && !row.asTemplate,
      stoodIn: row.asTemplate,
      canUploadAgain: canUploadAgain(row),
    })
    logger.warn({ err, messageId: row.id, step: row.verdict, outcome: outcome.kind }, 'a message did not leave')
  }
  metrics.outcome(outcome.kind)
  if (outcome.kind === 'unknown') metrics.unknown()
  const settlement = settlementOf(row, outcome, { unknownMs: unknownWaitMs, random: Math.random() })
  return { settlement, aftermath: aftermathIn(row, outcome, options), recovers: recoveredBy(row, outcome, options) }
}

/** A message with one file is claimed twice for each try: to upload it, and to be sent. */
function canUploadAgain({ verdict, content, attempts }: ClaimRow): boolean {
  const files = filesOf(content).length
  return verdict === 'send' && files > 0 && attempts < (files === 1 ? 2 * uploadTries : uploadTries)
}

function aftermathIn(row: ClaimRow, outcome: Outcome, { channel }: AttemptOptions): Aftermath | null {
  if (!('errorCode' in outcome)) return null
  const { content, id: messageId, contactId } = row
  const template = content.type === 'template' ? { name: content.name, language: content.language } : null
  const wasProbe = row.channelState === 'stopped'
  const afterMs = outcome.kind === 'retry' ? outcome.afterMs : undefined
  // A 401 or 429 without a code of Meta's stands for the commonest one of its kind.
  const bare = outcome.kind === 'retry' && outcome.errorCode === null
  const code = bare ? ({ account: 190, number: 130429, contact: null } as const)[outcome.holds] : outcome.errorCode
  return aftermathOf(code, { channel, contactId, messageId, template, wasProbe, afterMs })
}

/** WhatsApp accepted the message, or refused it for what it is: the account and its token are in order. */
function recoveredBy(row: ClaimRow, outcome: Outcome, { channel }: AttemptOptions): Recovery | null {
  const { channelState: from } = row
  if (from === 'active' || outcome.kind === 'prepared') return null
  const judged = 'errorCode' in outcome && outcome.errorCode !== null && outcome.kind !== 'retry'
  return outcome.kind === 'accepted' || (judged && from === 'stopped') ? { channel, from } : null
}

async function send(row: ClaimRow, claimedAt: number, options: AttemptOptions): Promise<Outcome> {
  const { client, crash, metrics, leaseMs, uploads } = options
  const mediaIds = filesOf(row.content).length > 1 ? await bring(row, uploads) : undefined
  // A process that stood still (a suspended machine) must not send what others look after by now.
  if (performance.now() - claimedAt > leaseMs / 2) throw new TransientError('the lease is nearly over')
  const { restrictedMs } = row
  if (row.content.type === 'template' && restrictedMs !== null)
    return { kind: 'parked', reason: 'account_restricted', afterMs: restrictedMs, errorCode: null }
  const problem =
    row.content.type === 'template' ? templateProblem(row.content, row.template, row.templatesRead !== 'never') : null
  if (problem === 'template_unknown' && row.templatesRead === 'before') {
    await options.readTemplates()
    return { kind: 'parked', reason: problem, afterMs: listWaitMs, errorCode: null }
  }
  if (problem && row.asTemplate) return { kind: 'parked', reason: problem, afterMs: 0, errorCode: null }
  if (problem) throw new RejectedError(problem, 'the template cannot be sent like this')
  const earlier = row.resent ? await options.findLost(row) : null
  if (earlier !== null) return { kind: 'accepted', wamid: earlier, numbered: false }
  if (row.resent) metrics.resent()
  crash('delivery:before-send')
  const to = { phone: row.phone ?? undefined, userId: row.userId ?? undefined }
  const wire = { id: row.id, mediaId: row.mediaId ?? undefined, mediaIds }
  const { messageId, numbered = false } = await client.send(row.content, to, wire)
  crash('delivery:after-send')
  return { kind: 'accepted', wamid: messageId, numbered }
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
