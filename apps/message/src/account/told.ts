import type { AccountChange, accountChanged, DataOf, Event } from '@astria-bot/contracts'

/** A change as it was told and as it is understood. */
export interface Told {
  readonly event: Event<string, DataOf<typeof accountChanged>>
  readonly change: AccountChange
}
