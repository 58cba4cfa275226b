import type { Bus, BusOptions } from '@astria-bot/bus'
import { createEvent, type Event, type KnownEvent, packRefreshRequested } from '@astria-bot/contracts'

/** What the suite needs of an implementation: storage of its own per test, opened as often as processes would. */
export interface Storage {
  /** Opens the bus, as a process of its own would. */
  open(options?: Partial<BusOptions>): Promise<Bus>
  /** How many processes may use it at once. */
  readonly replicas: number
  /** What a child process needs to open it (see victim.ts). */
  readonly victim: { kind: string; url: string }
  /** Puts something between the events of a contact that is no event. */
  putRaw(partition: number, text: string): Promise<void>
  dispose(): Promise<void>
}

export const PARTITIONS = 8

/** An event of a contact; `number` is what the tests count by. */
export function eventOf(contact: string, number: number | string, id = `${contact}:${number}`): Event {
  return createEvent(
    packRefreshRequested,
    { id, source: 'test', subject: contact, time: new Date() },
    { packId: String(number) },
  )
}

/** Contact and number of an event. */
export const nameOf = (event: KnownEvent): string => `${event.subject}:${(event.data as { packId: string }).packId}`

/** The contacts c0 … */
export const contacts = (count: number): string[] => Array.from({ length: count }, (_, index) => `c${index}`)

/** The numbers of each contact in the order in which they are named for the first time. */
export function firstSeen(names: readonly string[]): Map<string, number[]> {
  const seen = new Map<string, number[]>()
  for (const name of new Set(names)) {
    const [contact = '', number] = name.split(':')
    seen.set(contact, [...(seen.get(contact) ?? []), Number(number)])
  }
  return seen
}

/** How many events came before an earlier one of their contact. */
export function countOutOfOrder(names: readonly string[]): number {
  let count = 0
  for (const numbers of firstSeen(names).values()) {
    numbers.forEach((number, index) => {
      if (index > 0 && number < (numbers[index - 1] ?? 0)) count += 1
    })
  }
  return count
}
