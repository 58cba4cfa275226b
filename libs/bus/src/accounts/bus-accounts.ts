import { type AppTraffic, catalogue, type TrafficApp, traffic } from '@astria-bot/contracts'
import { inboxPrefixOf } from '../jetstream/link.ts'
import { streamConsumers } from '../jetstream/stream-consumers.ts'

/** Who has an account on NATS: each app, the maintenance, and the job that makes streams and consumers. */
export type BusUser = TrafficApp | 'maintenance' | 'streams'

/** An account and all that it may do. */
export interface BusAccount {
  readonly user: BusUser
  /** Subjects on which it may publish; a request to the server is a publish, too. */
  readonly publish: readonly string[]
  readonly subscribe: readonly string[]
}

/**
 * The least that each account needs. An app stores its own events, takes from its own consumers and hears the answers to
 * its own requests: it can read no stream, delete nothing and change no consumer.
 */
export function busAccounts(partitions: number): BusAccount[] {
  const apps = Object.entries(traffic).map(([app, own]) => account(app as TrafficApp, publishesOf(own, partitions)))
  const types = [...catalogue.keys()].sort().map(type => `${type}.*`)
  return [
    ...apps,
    // Reports and replays dead letters, and deletes from the streams what a contact wants to be forgotten.
    account('maintenance', [
      ...types,
      ...['STREAM.INFO.*', 'STREAM.MSG.GET.*', 'STREAM.MSG.DELETE.*'].map(call => `$JS.API.${call}`),
    ]),
    account('streams', ['$JS.API.>']),
  ]
}

function account(user: BusUser, publish: readonly string[]): BusAccount {
  return { user, publish, subscribe: [`${inboxPrefixOf(user)}.>`] }
}

function publishesOf({ publishes, consumes }: AppTraffic, partitions: number): string[] {
  const taken = consumes.flatMap(consumer => streamConsumers(consumer, partitions))
  return [
    ...publishes.map(({ type }) => `${type}.*`),
    ...consumes.map(({ durable }) => `dead.${durable}`),
    ...taken.flatMap(({ stream, name }) => [
      `$JS.API.CONSUMER.INFO.${stream}.${name}`,
      `$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`,
      `$JS.ACK.${stream}.${name}.>`,
    ]),
  ]
}
