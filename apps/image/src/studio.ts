import type { AstriaClient } from '@astria-bot/astria'
import type { Files } from '@astria-bot/files'
import type { Ffmpeg } from '@astria-bot/media'
import type { GuardedFetch, Logger } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'
import type { Submissions } from './orders/submissions.ts'
import type { Inbox } from './pictures/open-inbox.ts'
import type { ImageSettings } from './settings.ts'
import type { StudioMetrics } from './studio-metrics.ts'

/** What the parts of this app share. */
export interface Studio {
  readonly settings: ImageSettings
  readonly logger: Logger
  readonly metrics: StudioMetrics
  readonly db: Database
  readonly files: Files
  readonly astria: AstriaClient
  /** What customers sent. */
  readonly inbox: Inbox
  /** Reaches only MEDIA_HOSTS. */
  readonly mediaFetch: GuardedFetch
  /** Null where no ffmpeg works. */
  readonly ffmpeg: () => Promise<Ffmpeg | null>
  readonly submissions: Submissions
}
