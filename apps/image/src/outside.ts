import { createAstriaClient } from '@astria-bot/astria'
import { createGuardedFetch } from '@astria-bot/service'
import { openInbox } from './pictures/open-inbox.ts'
import type { ImageSettings } from './settings.ts'

/** Everything that this app reaches outside: the vendors' APIs, and hosts of results. Nothing else can be reached. */
export function openOutside(settings: ImageSettings) {
  const hostOf = (url: string) => new URL(url).host
  const allowPrivate = settings.PRIVATE_HOSTS
  const astriaFetch = createGuardedFetch({ allowHosts: [hostOf(settings.ASTRIA_API_URL)], allowPrivate })
  const inbox = openInbox(settings)
  const mediaFetch = createGuardedFetch({ allowHosts: settings.MEDIA_HOSTS, allowPrivate, timeoutMs: 60_000 })
  return {
    astria: createAstriaClient({
      apiUrl: settings.ASTRIA_API_URL,
      key: settings.ASTRIA_API_KEY,
      fetch: astriaFetch,
      readTimeoutMs: settings.ASTRIA_READ_TIMEOUT_MS,
      createTimeoutMs: settings.ASTRIA_CREATE_TIMEOUT_MS,
      inspectTimeoutMs: settings.INSPECT_TIMEOUT_MS,
      retryMs: settings.ASTRIA_RETRY_MS,
      packsPath: settings.ASTRIA_PACKS_PATH,
    }),
    inbox,
    mediaFetch,
    async close() {
      await Promise.all([astriaFetch.close(), inbox.close(), mediaFetch.close()])
    },
  }
}
