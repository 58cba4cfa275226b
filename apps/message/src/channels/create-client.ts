import { mediaLink } from '@astria-bot/files'
import {
  createTwilioClient,
  createWhatsAppClient,
  type FileKind,
  type HttpFetch,
  twilioWebhookAddress,
  type WhatsAppClient,
} from '@astria-bot/whatsapp'
import type { MessageSettings } from '../settings.ts'
import type { ChannelPlan } from './channels-of.ts'

/** Twilio fetches a file at once; what waits in its queue it fetches within hours. */
const linkValidSeconds = 24 * 3600

/** Makes the client of a number, as its provider needs it. */
export function createClient(plan: ChannelPlan, settings: MessageSettings, fetch: HttpFetch): WhatsAppClient {
  const { id: numberId, account, token } = plan
  const statusUrl = twilioWebhookAddress(settings)
  switch (plan.provider) {
    case 'cloud':
      return createWhatsAppClient({
        apiUrl: settings.WHATSAPP_API_URL,
        numberId,
        ...(account === undefined ? {} : { businessId: account }),
        token,
        fetch,
      })
    case 'twilio':
      return createTwilioClient({
        apiUrl: settings.TWILIO_API_URL,
        contentUrl: settings.TWILIO_CONTENT_URL,
        accountSid: account ?? '',
        authToken: token,
        number: numberId,
        ...(statusUrl === undefined ? {} : { statusUrl }),
        ...mediaLinks(settings),
        cards: settings.TWILIO_CARDS,
        fetch,
      })
  }
}

/** Where Twilio fetches a file of ours: the signed links of apps/image, which makes pictures fit. */
function mediaLinks({ MEDIA_URL, SECRET_KEY }: MessageSettings) {
  if (MEDIA_URL === undefined || SECRET_KEY === undefined) return {}
  return {
    mediaLink: (fileKey: string, kind: FileKind) =>
      MEDIA_URL +
      mediaLink(
        fileKey,
        Math.floor(Date.now() / 1000) + linkValidSeconds,
        SECRET_KEY,
        kind === 'image' ? 'image' : undefined,
      ),
  }
}
