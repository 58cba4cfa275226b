import type { Queryable } from '@astria-bot/store'
import { loadChannels } from '../sql/channels.ts'
import { raiseAlerts } from '../sql/insert-alerts.ts'
import { rows } from '../sql/rows.ts'

/**
 * Business numbers that were written to and that no settings name: nothing can be said from them. `own` are those of this
 * process; another replica may have been given a new one already, so the database is asked before anybody is left
 * without an answer.
 */
export async function unknownNumbers(
  tx: Queryable,
  channels: Iterable<string>,
  own: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const foreign = [...new Set(channels)].filter(channel => !own.has(channel))
  if (foreign.length === 0) return new Set()
  const known = await tx.query<{ id: string }>(loadChannels, [])
  const ids = new Set(known.map(({ id }) => id))
  return new Set(foreign.filter(channel => !ids.has(channel)))
}

/** A person should name them in the settings, or take them out of the app at Meta: said once for each. */
export async function alertUnknownNumbers(tx: Queryable, numbers: ReadonlySet<string>): Promise<void> {
  if (numbers.size === 0) return
  const of = { contactId: null, messageId: null, reason: 'number_unknown', errorCode: null, detail: null }
  await tx.query(raiseAlerts, [rows([...numbers].sort().map(channel => ({ channel, ...of })))])
}
