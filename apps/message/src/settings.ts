import {
  type Aliases,
  apiKeySettings,
  busSettings,
  commonSettings,
  databaseSettings,
  filesSettings,
  outsideSettings,
  priceSettings,
} from '@astria-bot/service'
import { z } from 'zod'
import { conversationSettings } from './settings/conversation-settings.ts'
import { deliverySettings } from './settings/delivery-settings.ts'
import { receivedSettings } from './settings/received-settings.ts'

/** What apps/message reads from its environment. */
export const messageSettings = z.object({
  ...commonSettings(7071),
  ...databaseSettings,
  ...busSettings,
  ...outsideSettings,
  ...priceSettings,
  ...apiKeySettings,
  ...filesSettings,
  ...conversationSettings,
  ...deliverySettings,
  ...receivedSettings,
})
export type MessageSettings = z.infer<typeof messageSettings>

/** Other names of the same settings. */
export const messageAliases: Aliases = {
  WHATSAPP_NUMBER_ID: ['PHONE_NUMBER_ID'],
  WHATSAPP_API_KEY: ['WHATSAPP_TOKEN'],
  PUBLIC_URL: ['WEBHOOK_URL'],
  MIN_PICTURES: ['MAX_IMAGES_THRESHOLD'],
}
