import type { Event, EventDefinition, KnownEvent } from '@astria-bot/contracts'
import type { DeadLetters } from './dead-letter.ts'

/** Publishes and consumes typed events. Two implementations keep the same promises: JetStream, and one in the process. */
export interface Bus {
  /**
   * Durable when it resolves: every event is stored. Concurrent calls are gathered and stored as one. The same event id
   * twice is stored once (within the duplicate window). Throws a TransientError when the storage was not confirmed: it
   * may be stored all the same, so publish again with the same id; a RejectedError when an event is too large ever to be.
   */
  publish(events: readonly Event[]): Promise<void>
  /** Starts to handle events. Every process of the same `durable` shares the work. */
  consume(options: ConsumeOptions): Promise<Consumer>
  /** What could not be handled. */
  readonly dead: DeadLetters
  /**
   * Deletes for good what is stored about subjects, dead letters included: events that are no newer than the time given
   * for their subject. For who may delete (`maintenance`). Answers how many; can be repeated and ended at any point.
   */
  forget(subjects: ReadonlyMap<string, Date>, signal?: AbortSignal): Promise<number>
  /** How many stored events each durable that this process consumes has still to handle. Asks the storage. */
  waiting(): Promise<ReadonlyMap<string, number>>
  /** Resolves when events can be published and consumed, else throws. */
  ready(): Promise<void>
  /** Drains the consumers, waits for what is being published, disconnects. */
  close(): Promise<void>
}

/** Who consumes what, and how. */
export interface ConsumeOptions {
  /** Names the consumer for ever, such as `message-inbound`: letters, digits, `-` and `_`. A new one starts with all events kept. */
  durable: string
  events: readonly EventDefinition[]
  /**
   * Handles events of different partitions; those of one partition come in order and never overlap. When it resolves,
   * all are done and are not delivered again (but for a crash: an inbox makes that harmless). When it throws, each event
   * is handled again alone, possibly at the same time as its neighbours, and the error of that attempt decides (`verdict`).
   */
  handle(batch: readonly KnownEvent[]): Promise<void>
  /** Events per batch, 32. */
  batchMax?: number
  /**
   * How long the first event of a batch may wait for others, 0. It ends as soon as half of the partitions (or half a
   * batch) have one: a consumer that is behind never waits. For handlers that cost by the batch and are in no hurry.
   */
  gatherMs?: number
  /** After how long the events of a dead process are delivered to another, 10 s. Slower handlers keep theirs by heartbeats. */
  ackWaitMs?: number
  /**
   * Deliveries before an event that fails by our fault is a dead letter, 4: seven seconds, as everything of its partition
   * waits. What is away (TransientError) is waited for two hundred times as often.
   */
  maxDeliver?: number
}

/** A running consumer. */
export interface Consumer {
  /** Takes nothing more, finishes the batch that is being handled, gives back the rest. */
  drain(): Promise<void>
}

/** What happened to events, for metrics. */
export interface BusReport {
  kind: 'published' | 'handled' | 'retried' | 'dead'
  type: string
  count: number
}

/** Options that every bus takes. */
export interface BusOptions {
  /** Who connects: the app's name. */
  name: string
  /** Number of partitions, the same for every process that shares the events. */
  partitions: number
  onEvent?: (report: BusReport) => void
  /** Called at the named points `bus:after-publish-ack` and `bus:before-ack`, so that tests can end the process there. */
  crash?: (point: string) => void
}
