import { SettingsError } from '@astria-bot/service'
import { createWhatsAppClient, type HttpFetch, type WhatsAppClient } from '@astria-bot/whatsapp'
import type { MessageSettings } from '../settings.ts'
import type { ChannelPlan } from './channels-of.ts'

/** Makes the client of a number, as its provider needs it. */
export function createClient(plan: ChannelPlan, settings: MessageSettings, fetch: HttpFetch): WhatsAppClient {
  switch (plan.provider) {
    case 'cloud':
      return createWhatsAppClient({
        apiUrl: settings.WHATSAPP_API_URL,
        numberId: plan.id,
        ...(plan.account === undefined ? {} : { account: plan.account }),
        token: plan.token,
        fetch,
      })
    case 'twilio':
      throw new SettingsError(['WHATSAPP_PROVIDER: twilio is not there yet.'])
  }
}
