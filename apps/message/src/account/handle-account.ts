import { accountChanged, isEvent, type KnownEvent } from '@astria-bot/contracts'
import type { Logger } from '@astria-bot/service'
import { rememberEvents } from '@astria-bot/store'
import { keepAccountChanges } from '../sql/account-changes.ts'
import { rows } from '../sql/rows.ts'
import { type TurnDependencies, takeTurns } from '../turns/turn-taker.ts'
import { applyNumberChange } from './apply-number-change.ts'
import { applyPeopleChanges, isAboutPerson } from './apply-people-changes.ts'
import { applyTemplateChange } from './apply-template-change.ts'
import { refuseBrokenItems } from './refuse-broken-items.ts'
import type { Told } from './told.ts'

/** The durable consumer of what WhatsApp tells about accounts, and of people beside their messages. */
export const accountConsumer = 'message-account'

/** What handling account changes needs. */
export interface AccountDependencies extends TurnDependencies {
  logger: Logger
  /** How long a person who answered in the phone app has a contact. */
  handOverMs: number
  /** What came and has no answer. */
  unanswered(kind: string): void
}

const unanswered = new Set(['group', 'other', 'foreign_number'])

/** These name people who have not written to us: only what was understood is kept of them. */
const ofStrangers = new Set(['group', 'history', 'address_book'])

/** What is kept of a change: as it came, but for the words, numbers and names of strangers. */
function keptOf({ change, value }: Told['event']['data']): unknown {
  if (!ofStrangers.has(change.kind)) return value
  const { phone, userId, name, ...rest } = change as Record<string, unknown>
  return rest
}

/** Handles account changes: a batch is one transaction. What is not known is kept as it came. */
export function handleAccount(dependencies: AccountDependencies) {
  return async (batch: readonly KnownEvent[]): Promise<void> => {
    refuseBrokenItems(batch)
    const kinds: string[] = []
    await takeTurns(dependencies, async ({ tx, writes, take }) => {
      const events = batch.filter(event => isEvent(accountChanged, event))
      const ids = events.map(event => event.id)
      const fresh = await rememberEvents(tx, 'messaging', accountConsumer, ids)
      const told: Told[] = events
        .filter(event => fresh.delete(event.id))
        .map(event => ({ event, change: event.data.change }))
      const contactIds = await applyPeopleChanges(told.filter(isAboutPerson), { tx, writes, take, ...dependencies })
      const kept = told.map(({ event: { id: eventId, data } }) => ({
        eventId,
        contactId: contactIds.get(eventId) ?? null,
        ...data,
        value: keptOf(data),
      }))
      if (kept.length > 0) await tx.query(keepAccountChanges, [rows(kept)])
      for (const { event, change } of told) {
        await applyTemplateChange(tx, event.data.account, change, dependencies.now())
        const isOurs = await applyNumberChange(tx, event.data, dependencies.now())
        kinds.push(isOurs ? change.kind : 'foreign_number')
      }
    })
    for (const kind of kinds.filter(kind => unanswered.has(kind))) {
      dependencies.unanswered(kind)
      dependencies.logger.info({ kind }, 'WhatsApp told something that has no answer')
    }
  }
}
