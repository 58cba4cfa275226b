import { channelIds } from '@astria-bot/service'
import type { Queryable } from '@astria-bot/store'
import type { Known } from '../core/index.ts'
import type { Engine } from '../engine.ts'
import { readStored } from '../library/read-stored.ts'
import { allAutomations } from './automation-rows.ts'
import { knownTemplates } from './known-templates.ts'

/** What an automation that is to be saved is checked against: the others, the templates, and what time it is. */
export async function knownTo(engine: Engine, db: Queryable, automationId?: string): Promise<Known> {
  const rows = await allAutomations(db)
  const channels = channelIds(engine.settings)
  return {
    automationId,
    nowMs: engine.now().getTime(),
    ...(channels.length > 0 ? { channels } : {}),
    templates: await knownTemplates(db),
    automations: rows.flatMap(({ automationId, definition, enabled }) => {
      const reading = readStored(definition)
      // Switched off in the meantime counts, whatever its definition once said.
      return reading.ok ? [{ automationId, definition: { ...reading.automation, enabled } }] : []
    }),
  }
}
