import type { Files } from '@astria-bot/files'
import type { ApiKeys } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'
import type { RequestDependencies } from '../requests/handle-requests.ts'

/** What the API stands on. */
export interface ApiDependencies {
  db: Database
  keys: ApiKeys
  files: Files
  /** How contacts are changed and messages queued: as everywhere in this app. */
  turns: RequestDependencies
  /** The business numbers. Contacts are added to the first one unless told otherwise. */
  channels: readonly [string, ...string[]]
  defaultLanguage: 'en' | 'he'
  /** Marks a customer's message as read at WhatsApp. */
  acknowledge(message: { channel: string; wamid: string }): void
  /** Something may be sent, or lies in the outbox. */
  wake(): void
}
