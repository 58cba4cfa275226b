import type { Channels } from '../channels/open-channels.ts'
import { findLost } from '../delivery/find-lost.ts'
import { heardOfMessages } from '../sql/heard.ts'
import { takeUnknownMessages, type UnknownMessage } from '../sql/unknown-messages.ts'
import type { StatusUpdate } from './apply-statuses.ts'
import { applyUpdates, type StatusDependencies } from './handle-statuses.ts'

const atOnce = 20

/**
 * Looks for messages whose answer was lost among what the provider has sent, where it can be asked: nobody waits then for
 * a status that may never come. Answers how many were looked for. A question that fails is put again.
 */
export async function askAboutUnknown(
  statuses: StatusDependencies,
  channels: Channels,
  everyMs: number,
): Promise<number> {
  const searchable = [...channels.values()].filter(({ client }) => client.sentSince).map(({ id }) => id)
  if (searchable.length === 0) return 0
  const lost = await statuses.db.query<UnknownMessage>(takeUnknownMessages, [searchable, everyMs, atOnce])
  const found = await Promise.all(lost.map(message => look(message, statuses, channels)))
  const updates = found.flatMap(update => (update === 'nothing' || update === null ? [] : [update]))
  const absent = lost.flatMap(({ id }, index) => (found[index] === 'nothing' ? [id] : []))
  if (absent.length > 0) await statuses.db.query(heardOfMessages, [absent])
  if (updates.length > 0) await applyUpdates(statuses, updates)
  return lost.length
}

/** What a status says and a list of messages does not. */
const untold = { errorDetail: null, pricing: null, charged: null }

/** Null: there was no answer. */
async function look(
  message: UnknownMessage,
  { db, now }: StatusDependencies,
  channels: Channels,
): Promise<StatusUpdate | 'nothing' | null> {
  const { client } = channels.get(message.channel)!
  const found = await findLost(db, client, message).catch(() => undefined)
  if (!found) return found === null ? 'nothing' : null
  const { messageId: wamid, status, at = new Date(now()).toISOString(), errorCode = null } = found
  const eventId = `found:${wamid}:${status}`
  const { id: messageId, channel } = message
  return { eventId, channel, wamid, messageId, status, at: new Date(at), errorCode, ...untold }
}
