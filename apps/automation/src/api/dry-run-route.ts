import { RejectedError } from '@astria-bot/contracts'
import type { Server } from '@astria-bot/service'
import type { Transaction } from '@astria-bot/store'
import { z } from 'zod'
import { MessageKind, type Occasion, SystemEvent } from '../core/index.ts'
import { look, overHistory, overSlots } from '../dry-run/over-period.ts'
import { Report } from '../dry-run/report.ts'
import type { Engine } from '../engine.ts'
import { loadContactFacts } from '../facts/load-facts.ts'
import { type Shelf, shelve } from '../library/shelf.ts'
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
  z.strictObject({
    type: z.literal('manual'),
    input: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  }),
])
const Body = z.object({
  automation: z.record(z.string(), z.unknown()).optional().describe('The automation to try.'),
  automationId: z.uuid().optional().describe('Or one that is saved.'),
  period: z.object({ from: z.iso.datetime(), until: z.iso.datetime() }).optional(),
  sample: z
    .object({ contactId: z.uuid(), occasion: Sample, at: z.iso.datetime().optional() })
    .optional()
    .describe('Or one thing that happens to one contact.'),
})
const readOnly = { name: 'automation:read-only', text: 'set transaction read only' }
const Entry = z.object({ at: z.string(), content: z.unknown(), template: z.unknown().optional() })
const Answer = z.object({
  executions: z.int(),
  contacts: z.int(),
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
  complete: z.boolean().describe('False where the period held more than is looked at.'),
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
      const shelf = await shelfOf(engine, tx, body)
      const report = new Report()
      const complete = body.period
        ? await overPeriod(tx, shelf, body.period, report)
        : await onSample(engine, tx, shelf, body.sample, report)
      return { ...report.answer(), complete }
    }),
  )
}

async function shelfOf(
  engine: Engine,
  tx: Transaction,
  { automation, automationId }: z.infer<typeof Body>,
): Promise<Shelf> {
  const definition =
    automation ?? (automationId === undefined ? {} : (await findAutomation(tx, automationId)).definition)
  const id = automationId ?? '00000000-0000-0000-0000-000000000000'
  const read = await readBody(engine, tx, definition, automationId)
  return shelve([{ automationId: id, version: 1, automation: read.automation }])
}

async function overPeriod(tx: Transaction, shelf: Shelf, given: { from: string; until: string }, report: Report) {
  const period = { from: new Date(given.from), until: new Date(given.until) }
  if (period.from >= period.until) throw new RejectedError('bad_period', 'the period ends before it begins')
  const [stored] = shelf.all
  if (!stored) return true
  return isTimed(stored.automation) ? overSlots(tx, stored, period, report) : overHistory(tx, shelf, period, report)
}

async function onSample(
  engine: Engine,
  tx: Transaction,
  shelf: Shelf,
  sample: z.infer<typeof Body>['sample'],
  report: Report,
): Promise<boolean> {
  if (!sample) throw new RejectedError('nothing_to_try', 'name a period or a sample')
  const known = (await loadContactFacts(tx, [sample.contactId])).get(sample.contactId)
  if (!known) throw new RejectedError('not_found', 'there is no such contact')
  const atMs = sample.at === undefined ? engine.now().getTime() : Date.parse(sample.at)
  const { channel } = known.contact
  const given = sample.occasion
  const occasion = { messageId: 'sample', key: 'sample', channel, ...given, atMs } as unknown as Occasion
  look(shelf, occasion, known, report)
  return true
}
