import { createAstriaClient } from '@astria-bot/astria'
import { createGuardedFetch } from '@astria-bot/service'
import { createWhatsAppClient, metaMediaHosts } from '@astria-bot/whatsapp'
import type { ImageSettings } from './settings.ts'

/** Everything that this app reaches outside: the vendors' APIs, and hosts of results. Nothing else can be reached. */
export function openOutside(settings: ImageSettings) {
  const hostOf = (url: string) => new URL(url).host
  const allowPrivate = settings.PRIVATE_HOSTS
  const astriaFetch = createGuardedFetch({ allowHosts: [hostOf(settings.ASTRIA_API_URL)], allowPrivate })
  const whatsappHosts = [hostOf(settings.WHATSAPP_API_URL), ...metaMediaHosts]
  const whatsappFetch = createGuardedFetch({ allowHosts: whatsappHosts, allowPrivate, maxBytes: 30 * 1024 * 1024 })
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
    whatsapp: createWhatsAppClient({
      apiUrl: settings.WHATSAPP_API_URL,
      numberId: settings.WHATSAPP_NUMBER_ID,
      token: settings.WHATSAPP_API_KEY,
      fetch: whatsappFetch,
    }),
    mediaFetch,
    async close() {
      await Promise.all([astriaFetch.close(), whatsappFetch.close(), mediaFetch.close()])
    },
  }
}
