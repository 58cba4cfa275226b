import type { Bus } from '@astria-bot/bus'
import type { Files } from '@astria-bot/files'
import type { Crash, Logger } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'
import type { HttpFetch } from '@astria-bot/whatsapp'
import type { MessageSettings } from './settings.ts'

/** What the app stands on. */
export interface MessageDependencies {
  settings: MessageSettings
  logger: Logger
  db: Database
  bus: Bus
  files: Files
  fetch: HttpFetch
  crash: Crash
}
