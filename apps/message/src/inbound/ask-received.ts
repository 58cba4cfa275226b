import type { Bus } from '@astria-bot/bus'
import { isEvent, messageReceived } from '@astria-bot/contracts'
import { type Database, rememberEvents } from '@astria-bot/store'
import type { ReceivedMessage } from '@astria-bot/whatsapp'
import type { Channels } from '../channels/open-channels.ts'
import { claimReceived, type DueNumber, findHandled, receivedUpTo } from '../sql/lost-inbound.ts'
import { inboundConsumer } from './handle-inbound.ts'

/** What asking needs. Times in ms. */
export interface ReceivedOptions {
  db: Database
  bus: Pick<Bus, 'publish'>
  channels: Channels
  /** How often a provider is asked. */
  everyMs: number
  /** A younger message may still come by itself. */
  graceMs: number
  /** An older one is not looked for. */
  lookBackMs: number
  /** So many messages had not come by themselves. */
  found(count: number): void
}

/** Stands in the inbox for what was made up for, so that an event that nobody can handle is published once. */
const finder = 'message-received'
const atOnce = 50

/**
 * Asks the provider of one number whose turn it is for messages of customers whose webhooks were lost, and says them on
 * the bus as the gateway would have, the oldest first; whoever handles them knows by their ids what came after all.
 * Answers how many. After a failure the same time is looked at again.
 */
export async function askReceived(options: ReceivedOptions): Promise<number> {
  const { db, channels, everyMs, graceMs, lookBackMs } = options
  const askable = [...channels.values()].filter(({ client }) => client.receivedSince).map(({ id }) => id)
  if (askable.length === 0) return 0
  const [due] = await db.query<DueNumber>(claimReceived, [askable, everyMs, graceMs, lookBackMs])
  if (!due) return 0
  const lost: ReceivedMessage[] = []
  for await (const page of channels.get(due.id)!.client.receivedSince!(due.since)) {
    lost.push(...(await unknownAmong(db, page)).filter(({ at }) => at <= due.until))
  }
  lost.reverse()
  for (let from = 0; from < lost.length; from += atOnce) await makeUpFor(lost.slice(from, from + atOnce), options)
  await db.query(receivedUpTo, [due.id, due.until])
  return lost.length
}

async function unknownAmong(db: Database, page: readonly ReceivedMessage[]): Promise<ReceivedMessage[]> {
  if (page.length === 0) return []
  const ids = page.map(({ eventId }) => eventId)
  const handled = await db.query<{ eventId: string }>(findHandled, [[inboundConsumer, finder], ids])
  const known = new Set(handled.map(({ eventId }) => eventId))
  return page.filter(({ eventId }) => !known.has(eventId))
}

/** Published first and noted then: what a crash leaves unnoted is published again, and absorbed. */
async function makeUpFor(list: readonly ReceivedMessage[], { db, bus, found }: ReceivedOptions): Promise<void> {
  const events = (await Promise.all(list.map(message => message.read()))).flat()
  await bus.publish(events.filter(event => isEvent(messageReceived, event)))
  const ids = list.map(({ eventId }) => eventId)
  await rememberEvents(db, 'messaging', finder, ids)
  found(list.length)
}
