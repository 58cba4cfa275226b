import { TransientError } from '@astria-bot/contracts'
import { type ChannelAccount, channelAccounts, createGuardedFetch } from '@astria-bot/service'
import {
  createTwilioClient,
  createWhatsAppClient,
  metaMediaHosts,
  twilioMediaHosts,
  type WhatsAppClient,
} from '@astria-bot/whatsapp'
import type { ImageSettings } from '../settings.ts'

/** What customers sent, to each of the business numbers. */
export interface Inbox {
  /** Throws TransientError for a number that is not in the settings: it may be put back. */
  of(channel: string): Pick<WhatsAppClient, 'downloadMedia'>
  close(): Promise<void>
}

const maxBytes = 30 * 1024 * 1024

/** Opens the numbers of the settings. Each provider is reached by a fetch of its own: no host serves for two. */
export function openInbox(settings: ImageSettings): Inbox {
  const fetchFrom = (apiUrl: string, mediaHosts: readonly string[]) =>
    createGuardedFetch({
      allowHosts: [new URL(apiUrl).host, ...mediaHosts],
      allowPrivate: settings.PRIVATE_HOSTS,
      maxBytes,
    })
  const fetches = {
    cloud: fetchFrom(settings.WHATSAPP_API_URL, metaMediaHosts),
    twilio: fetchFrom(settings.TWILIO_API_URL, twilioMediaHosts),
  }
  const clientOf = ({ id: number, provider, account = '', token }: ChannelAccount) =>
    provider === 'twilio'
      ? createTwilioClient({
          apiUrl: settings.TWILIO_API_URL,
          accountSid: account,
          authToken: token,
          number,
          fetch: fetches.twilio,
        })
      : createWhatsAppClient({
          apiUrl: settings.WHATSAPP_API_URL,
          numberId: number,
          token,
          fetch: fetches.cloud,
        })
  const clients = new Map(channelAccounts(settings).map(account => [account.id, clientOf(account)]))
  return {
    of(channel) {
      const client = clients.get(channel)
      if (!client) throw new TransientError('a picture came to a number that is not in the settings')
      return client
    },
    async close() {
      await Promise.all([fetches.cloud.close(), fetches.twilio.close()])
    },
  }
}
