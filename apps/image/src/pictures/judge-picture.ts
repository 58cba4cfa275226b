import { type PictureReason, pictureInspected } from '@astria-bot/contracts'
import { judgeLocally, type PictureReport } from '@astria-bot/media'
import { enqueueEvents, imaging, type Transaction } from '@astria-bot/store'
import { and, eq, sql } from 'drizzle-orm'
import { newEvent } from '../new-event.ts'
import { lockContacts } from '../sql/lock-contacts.ts'
import type { Studio } from '../studio.ts'
import type { FetchRequest, Finding } from './finding.ts'
import { gateLimits } from './gate-limits.ts'
import { othersOfSet } from './others-of-set.ts'
import { decidePicture, type PictureDecision } from './verdict.ts'
import { verdictRules } from './verdict-rules.ts'

/**
 * Decides about a picture and announces it. The contact is held, so that of two equal pictures that were looked at at
 * the same time one is a duplicate.
 */
export async function judgePicture(
  studio: Studio,
  tx: Transaction,
  request: FetchRequest,
  finding: Finding,
): Promise<void> {
  if (finding.kind === 'refused') return refusePicture(studio, tx, request, finding.reasons, finding.report)
  const { report, inspection, fileKey } = finding
  const { erased } = await lockContacts(tx, [request.contactId], 'exclusive')
  if (erased.size > 0) return
  const local = judgeLocally(report, await othersOfSet(tx, request), gateLimits(studio.settings))
  const decision = decidePicture(local, inspection, verdictRules(studio.settings))
  if (inspection === null && decision.verdict === 'accepted') studio.metrics.uninspected.inc()
  await settle(studio, tx, request, decision, {
    ...measured(report),
    traits: inspection?.traits ?? {},
    inspected: inspection !== null,
    fileKey: decision.verdict === 'refused' ? null : fileKey,
  })
}

/** Refuses a picture that was not looked at any further. */
export function refusePicture(
  studio: Studio,
  tx: Transaction,
  request: FetchRequest,
  reasons: PictureReason[],
  report: PictureReport | null,
): Promise<void> {
  const decision: PictureDecision = { verdict: 'refused', reasons, warnings: [], className: null }
  return settle(studio, tx, request, decision, report ? measured(report) : {})
}

const measured = ({ sha256, hash, width, height }: PictureReport) => ({ sha256, hash, width, height })

async function settle(
  studio: Studio,
  tx: Transaction,
  { pictureId }: FetchRequest,
  decision: PictureDecision,
  further: Partial<typeof imaging.pictures.$inferInsert>,
): Promise<void> {
  const { verdict, reasons, warnings, className } = decision
  const [row] = await tx.drizzle
    .update(imaging.pictures)
    .set({ state: verdict, reasons, warnings, className, judgedAt: sql`now()`, ...further })
    .where(and(eq(imaging.pictures.id, pictureId), eq(imaging.pictures.state, 'fetching')))
    .returning()
  // Erased meanwhile, or judged already.
  if (!row) return
  studio.metrics.pictures.inc({ verdict })
  const { contactId, setId, messageId } = row
  await enqueueEvents(tx, 'imaging', [
    newEvent(pictureInspected, contactId, { pictureId, contactId, setId, messageId, verdict, reasons, className }),
  ])
}
