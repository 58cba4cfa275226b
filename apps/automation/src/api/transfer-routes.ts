import { randomUUID } from 'node:crypto'
import { holderOf, type Server } from '@astria-bot/service'
import type { Transaction } from '@astria-bot/store'
import { z } from 'zod'
import type { Known, Problem } from '../core/index.ts'
import type { Engine } from '../engine.ts'
import { saveVersion } from '../library/save-automation.ts'
import { allAutomations, findAutomation } from './automation-rows.ts'
import { knownTo } from './known.ts'
import { RefusedAutomation, readBody } from './read-body.ts'
import { AutomationView, ProblemView } from './shapes.ts'
import { startedFirst } from './started-first.ts'
import { viewOf } from './view-of.ts'

/** What was exported can be imported: an automation may be half a megabyte, though most are a thousandth of it. */
const importBytes = 32 * 1024 * 1024

const Transfer = z.object({
  automations: z
    .array(
      z.object({
        id: z.uuid().optional().describe('By which others in the file name it; it gets a new one.'),
        definition: z.record(z.string(), z.unknown()),
      }),
    )
    .min(1)
    .max(500),
})

/** Automations as a file: out of one system, and into another. */
export function transferRoutes(server: Server, engine: Engine): void {
  const { db } = engine

  const out = {
    summary: 'All automations, as a file that can be imported',
    response: { 200: Transfer.extend({ automations: z.array(Transfer.shape.automations.element) }) },
  }
  server.get('/api/automations/export', { schema: out }, async () => {
    const rows = await allAutomations(db)
    return {
      automations: rows.map(row => ({
        id: row.automationId,
        definition: { ...(row.definition as Record<string, unknown>), enabled: row.enabled },
      })),
    }
  })

  const into = {
    summary:
      'Imports automations: all of them, or none if one cannot work; one whose only time is over comes in switched off',
    body: Transfer,
    response: { 201: z.object({ items: z.array(AutomationView) }), 422: ProblemView },
  }
  server.post('/api/automations/import', { schema: into, bodyLimit: importBytes }, async (request, reply) => {
    const given = request.body.automations
    refuseTwice(given.map(({ id }) => id))
    const ids = new Map(given.map(({ id }) => [id ?? randomUUID(), randomUUID()]))
    const fresh = [...ids.values()]
    const items = await db.transaction(async tx => {
      const problems: Problem[] = []
      const saved = new Map<string, readonly Problem[]>()
      const { automations: there = [], ...known } = await knownTo(engine, tx)
      const automations = [...there]
      // Those that are started by others first: a step may name only what is there.
      for (const index of startedFirst(given)) {
        const definition = renamed(given[index]!.definition, ids)
        const automationId = fresh[index]!
        try {
          const against = { ...known, automationId, automations }
          const { automation, warnings } = await readImported(engine, tx, definition, against)
          await saveVersion(tx, { automationId, version: 1, automation, savedBy: holderOf(request).name }, engine.now())
          saved.set(automationId, warnings)
          automations.push({ automationId, definition: automation })
        } catch (error) {
          if (!(error instanceof RefusedAutomation)) throw error
          problems.push(
            ...error.problems.map(one => ({ ...one, path: `automations[${index}].definition.${one.path}` })),
          )
        }
      }
      if (problems.length > 0) throw new RefusedAutomation(problems)
      return Promise.all(fresh.map(async id => viewOf(await findAutomation(tx, id), saved.get(id))))
    })
    return reply.code(201).send({ items })
  })
}

/** Others in the file would not know which one is meant. */
function refuseTwice(ids: readonly (string | undefined)[]): void {
  const problems = ids.flatMap((id, index) =>
    id !== undefined && ids.indexOf(id) !== index
      ? [
          {
            path: `automations[${index}].id`,
            code: 'twice',
            message: 'Another automation of the file has the same id.',
          },
        ]
      : [],
  )
  if (problems.length > 0) throw new RefusedAutomation(problems)
}

/** Reads one of a file. One whose only time is over has done its work: it comes in switched off, with a warning. */
async function readImported(engine: Engine, tx: Transaction, definition: unknown, known: Known) {
  try {
    return await readBody(engine, tx, definition, known.automationId, known)
  } catch (error) {
    const isOver = error instanceof RefusedAutomation && error.problems.every(({ code }) => code === 'in_the_past')
    if (!isOver) throw error
    return readBody(engine, tx, { ...(definition as object), enabled: false }, known.automationId, known)
  }
}

/** Replaces the ids by which automations of one file name each other. */
function renamed(definition: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (typeof definition === 'string') return ids.get(definition) ?? definition
  if (Array.isArray(definition)) return definition.map(item => renamed(item, ids))
  if (typeof definition !== 'object' || definition === null) return definition
  return Object.fromEntries(Object.entries(definition).map(([key, value]) => [key, renamed(value, ids)]))
}
