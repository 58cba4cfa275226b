import type { z } from 'zod'
import { channelSettings } from './channel-settings.ts'

const { WHATSAPP_PROVIDER, WHATSAPP_NUMBER_ID, TWILIO_NUMBER, CHANNELS } = channelSettings

/** Which business numbers there are, without what opens them: for an app that only has to know their names. */
export const numberSettings = { WHATSAPP_PROVIDER, WHATSAPP_NUMBER_ID, TWILIO_NUMBER, CHANNELS }
/** What these settings parse to. */
export type NumberSettings = z.infer<z.ZodObject<typeof numberSettings>>

/** A number at Twilio as contacts and messages name it: its digits. */
export const digitsOf = (number: string): string => number.replace(/^(whatsapp:)?\+?/, '')

/** The numbers that the settings name, as contacts and messages name them; none if the first one is not told. */
export function channelIds(settings: NumberSettings): string[] {
  const {
    WHATSAPP_PROVIDER: provider,
    WHATSAPP_NUMBER_ID: cloud,
    TWILIO_NUMBER: twilio,
    CHANNELS: more = [],
  } = settings
  const first = provider === 'twilio' ? twilio && digitsOf(twilio) : cloud
  return first === undefined ? [] : [first, ...more.map(({ id }) => id)]
}
