import { RejectedError } from '@astria-bot/contracts'
import type { Server } from '@astria-bot/service'
import type { Transaction } from '@astria-bot/store'
import { z } from 'zod'
import { MessageKind, type Occasion, SystemEvent } from '../core/index.ts'
import { lookAtSlot } from '../dry-run/look-at-slot.ts'
import { look, overHistory, type Tried } from '../dry-run/over-history.ts'
import { overSlots } from '../dry-run/over-slots.ts'
import { Report } from '../dry-run/report.ts'
import type { Engine } from '../engine.ts'
import { loadContactFacts } from '../facts/load-facts.ts'
import { shelve } from '../library/shelf.ts'
import { isTimed } from '../slots/slots-of.ts'
import { findAutomation } from './automation-rows.ts'
import { readBody } from './read-body.ts'
import { ProblemView } from './shapes.ts'

const Sample = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('message'),
    kind: MessageKind.default('text'),
    text: z.string().max(4096).optional(),
    firstOfDay: z.boolean().default(true),
  }),
  z.strictObject({ type: z.literal('new_contact') }),
  z.strictObject({
    type: z.literal('system_event'),
    event: SystemEvent,
    orderId: z.uuid().optional(),
    about: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  }),
  z.strictObject({
    type: z.literal('contact_changed'),
    tagsAdded: z.array(z.string()).default([]),
    attributesSet: z.array(z.string()).default([]),
  }),
  z
    .strictObject({ type: z.literal('slot') })
    .describe('Its time comes: the birthday, the schedule, or what follows the last of the dates it counts from.'),
  z.strictObject({
    type: z.literal('manual'),
    input: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  }),
])
const dayMs = 86_400_000
const longestMs = 366 * dayMs
const Period = z
  .object({ from: z.iso.datetime(), until: z.iso.datetime() })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), {
    path: ['until'],
    message: 'The period ends before it begins.',
  })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= longestMs, {
    path: ['until'],
    message: 'A period is 366 days long at most.',
  })
  .describe('A stretch of time of up to 366 days.')
const Body = z.object({
  automation: z.record(z.string(), z.unknown()).optional().describe('The automation to try.'),
  automationId: z.uuid().optional().describe('Or one that is saved.'),
  period: Period.optional(),
  sample: z
    .object({ contactId: z.uuid(), occasion: Sample, at: z.iso.datetime().optional() })
    .optional()
    .describe('Or one thing that happens to one contact.'),
})
const readOnly = { name: 'automation:read-only', text: 'set transaction read only' }
const Entry = z.object({
  at: z.string(),
  content: z.unknown(),
  template: z.unknown().optional(),
  wouldSend: z
    .enum(['content', 'template', 'later'])
    .describe('By the 24 hours after what the contact wrote last; later: the content waits until they write.'),
})
const Answer = z.object({
  executions: z.int().describe('How often it would have begun.'),
  contacts: z.int().describe('How many contacts it would have reached.'),
  reached: z.array(
    z.object({
      contactId: z.uuid(),
      at: z.string(),
      messages: z.array(Entry),
      steps: z.array(
        z.object({
          at: z.string(),
          path: z.string(),
          action: z.string(),
          state: z.string(),
          reason: z.string().nullable(),
        }),
      ),
      end: z.string(),
    }),
  ),
  leftOut: z.array(z.object({ reason: z.string(), words: z.string(), count: z.int(), contactIds: z.array(z.uuid()) })),
  complete: z.boolean().describe('False where more is there than was looked at or is listed.'),
  cut: z.array(z.string()).describe('What is not complete, in a sentence each.'),
})

/** `POST /api/automations/dry-run`: whom it would have reached, with what, and why not the others. Writes nothing. */
export function dryRunRoute(server: Server, engine: Engine): void {
  const schema = {
    summary: 'Whom an automation would have reached; contacts are taken as they are known now',
    body: Body,
    response: { 200: Answer, 404: ProblemView, 422: ProblemView },
  }
  server.post('/api/automations/dry-run', { schema, config: { role: 'viewer' } }, async ({ body }) =>
    engine.db.transaction(async tx => {
      // The database itself refuses every write of this transaction.
      await tx.query(readOnly, [])
      const tried = await triedIn(engine, tx, body)
      const report = new Report()
      if (body.period) await overPeriod(engine, tx, tried, body.period, report)
      else await onSample(engine, tx, tried, body.sample, report)
      return report.answer()
    }),
  )
}

async function triedIn(
  engine: Engine,
  tx: Transaction,
  { automation, automationId }: z.infer<typeof Body>,
): Promise<Tried> {
  const definition =
    automation ?? (automationId === undefined ? {} : (await findAutomation(tx, automationId)).definition)
  const id = automationId ?? '00000000-0000-0000-0000-000000000000'
  const read = await readBody(engine, tx, definition, automationId)
  const { priority } = read.automation
  const others = (await engine.library.current(tx)).all.filter(
    ({ automationId: other, automation: { exclusive, priority: theirs } }) =>
      other !== id && exclusive && theirs > priority,
  )
  const shelf = shelve([{ automationId: id, version: 1, automation: read.automation }])
  return { shelf, before: shelve(others) }
}

async function overPeriod(
  { now, settings }: Engine,
  tx: Transaction,
  tried: Tried,
  given: z.infer<typeof Period>,
  report: Report,
): Promise<void> {
  const period = { from: new Date(given.from), until: new Date(given.until) }
  const [stored] = tried.shelf.all
  if (!stored) return
  if (isTimed(stored.automation)) await overSlots(tx, stored, period, report)
  else {
    if (period.from.getTime() < now().getTime() - settings.HISTORY_DAYS * dayMs) report.cut('history')
    await overHistory(tx, tried, period, report)
  }
}

async function onSample(
  engine: Engine,
  tx: Transaction,
  tried: Tried,
  sample: z.infer<typeof Body>['sample'],
  report: Report,
): Promise<void> {
  if (!sample) throw new RejectedError('nothing_to_try', 'name a period or a sample')
  const known = (await loadContactFacts(tx, [sample.contactId])).get(sample.contactId)
  if (!known) throw new RejectedError('not_found', 'there is no such contact')
  const atMs = sample.at === undefined ? engine.now().getTime() : Date.parse(sample.at)
  const given = sample.occasion
  if (given.type === 'slot') return lookAtSlot(tx, tried.shelf, atMs, known, report)
  const { channel } = known.contact
  const occasion = { messageId: 'sample', key: 'sample', channel, ...given, atMs } as unknown as Occasion
  look(tried, occasion, known, report)
}
