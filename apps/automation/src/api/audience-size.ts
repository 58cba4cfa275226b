import type { Queryable } from '@astria-bot/store'
import { type Automation, holds, isTimeless } from '../core/index.ts'
import type { Engine } from '../engine.ts'
import { factsFor } from '../executions/execute.ts'
import { loadContactFacts } from '../facts/load-facts.ts'
import type { Member } from '../slots/audience.ts'
import { audiencePage } from '../sql/audience-page.ts'

const pageSize = 500
/** Contacts that are looked at; where none of so many fits, a later one still may. */
const most = 20_000

/**
 * How many contacts fit the audience of a schedule and its conditions, or at least how many of the first who do. Undefined where it cannot
 * be said: before the first contact, and for an audience that time alone changes.
 */
export async function audienceSize(engine: Engine, db: Queryable, automation: Automation): Promise<number | undefined> {
  const { trigger, conditions } = automation
  if (trigger.type !== 'schedule' && trigger.type !== 'once') return undefined
  const audience = { all: [trigger.audience, conditions].filter(one => one !== undefined) }
  if (audience.all.length === 0 || !isTimeless(audience)) return undefined
  const nowMs = engine.now().getTime()
  const occasion = { type: 'slot' as const, atMs: nowMs, key: 'audience' }
  let last: Member | null = null
  for (let looked = 0; looked < most; looked += pageSize) {
    const members: Member[] = await audiencePage(db, { kind: 'contacts' }, last, pageSize)
    if (members.length === 0) return looked === 0 ? undefined : 0
    const facts = await loadContactFacts(
      db,
      members.map(member => member.contactId),
    )
    const fitting = [...facts.values()].filter(known =>
      holds(audience, factsFor({ automation }, known, occasion, nowMs)),
    )
    if (fitting.length > 0) return fitting.length
    if (members.length < pageSize) return 0
    last = members.at(-1) ?? null
  }
  return undefined
}
