import type { JetStreamManager } from '@nats-io/jetstream'
import { nanos } from '@nats-io/transport-node'
import { type DurableOptions, ensureDurable, findDurable } from './ensure-durable.ts'
import type { Link } from './link.ts'

/** The durable consumer of one partition of one stream, with a pull that always waits at the server. */
export interface PartitionConsumer {
  readonly name: string
  readonly partition: number
  /** Creates the durable, or brings its filter up to date; where others do that, throws unless it is as expected. */
  ensure(): Promise<void>
  /** Leaves a request for messages at the server. */
  pull(): void
  received(sequence: number): void
  settled(sequence: number): void
  /** A status instead of a message came from the server. */
  onStatus(code: number, description: string): void
  /** How many events it has still to handle, and those that are under way. */
  waiting(): Promise<number>
  /** Brings back a consumer that has fallen silent: its durable was deleted, or its request was lost. */
  check(now: number): void
  stop(): void
}

/** What a partition's consumer is made of. */
export interface PartitionConsumerOptions extends DurableOptions {
  link: Link
  manager: JetStreamManager
  /** Whether durables are made here; else another account has made them. */
  manage: boolean
  partition: number
  /** Where messages and statuses are to be sent. */
  inbox: string
}

const PULL_MESSAGES = 1_000
const PULL_EXPIRES_MS = 60_000
/** The server says at this interval that a request is still waiting. */
const HEARTBEAT_MS = 1_500
const SILENCE_MS = 3_500
const PAUSE_MS = 250

const pullRequest = JSON.stringify({
  batch: PULL_MESSAGES,
  expires: nanos(PULL_EXPIRES_MS),
  idle_heartbeat: nanos(HEARTBEAT_MS),
})

/** Makes the consumer of a partition; nothing is asked of the server yet. */
export function createPartitionConsumer(options: PartitionConsumerOptions): PartitionConsumer {
  const { link, manager, manage, stream, name, partition, inbox } = options
  let heardAt = Date.now()
  let left = 0
  /** Everything before this sequence is done, as far as this process knows. */
  let next = 0
  let stopped = false
  let repairing = false

  const pull = () => {
    if (stopped) return
    heardAt = Date.now()
    left = PULL_MESSAGES
    link.send(() => link.nats.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`, pullRequest, { reply: inbox }))
  }

  const ensure = () => (manage ? ensureDurable(manager, options, next) : findDurable(manager, options))

  const repair = async () => {
    if (repairing || stopped) return
    repairing = true
    // A failure leaves the silence that the next check hears.
    await ensure().then(pull, () => {})
    repairing = false
  }

  return {
    name,
    partition,
    pull,
    ensure,
    received(sequence) {
      heardAt = Date.now()
      next = Math.max(next, sequence)
      left -= 1
      if (left <= 0) pull()
    },
    settled(sequence) {
      next = Math.max(next, sequence + 1)
    },
    onStatus(code, description) {
      heardAt = Date.now()
      if (code === 100) return
      if (code === 408) return pull()
      const gone = code === 503 || /deleted/i.test(description)
      setTimeout(() => (gone ? void repair() : pull()), PAUSE_MS).unref()
    },
    async waiting() {
      const info = await manager.consumers.info(stream, name)
      return info.num_pending + info.num_ack_pending
    },
    check(now) {
      if (link.connected() && now - heardAt > SILENCE_MS) void repair()
    },
    stop() {
      stopped = true
    },
  }
}
