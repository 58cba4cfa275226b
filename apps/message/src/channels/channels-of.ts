import { createHash } from 'node:crypto'
import { SettingsError } from '@astria-bot/service'
import type { ChannelSetting } from '../settings/channel-setting.ts'
import type { MessageSettings } from '../settings.ts'

/** A business number that this process may send from. */
export interface ChannelPlan {
  readonly id: string
  readonly provider: ChannelSetting['provider']
  readonly account: string | undefined
  readonly tokenName: string
  readonly token: string
  readonly ratePerSecond: number
  readonly pairBurst: number
  readonly pairIntervalMs: number
}

/** The numbers that the settings name: the one of its own settings, and those of CHANNELS. Throws SettingsError. */
export function channelsOf(settings: MessageSettings): readonly ChannelPlan[] {
  const mistakes: string[] = []
  const rates = {
    ratePerSecond: settings.NUMBER_RATE,
    pairBurst: settings.PAIR_BURST,
    pairIntervalMs: settings.PAIR_INTERVAL_MS,
  }
  const first = firstChannel(settings, mistakes)
  const tokens: Readonly<Record<string, string>> = settings.CHANNEL_TOKENS ?? {}
  const more = (settings.CHANNELS ?? []).map(({ token: tokenName, account, ...channel }): ChannelPlan => {
    const token = Object.hasOwn(tokens, tokenName) ? tokens[tokenName] : undefined
    if (token === undefined) mistakes.push(`CHANNEL_TOKENS has no token "${tokenName}", which CHANNELS asks for.`)
    const own = Object.fromEntries(Object.entries(channel).filter(([, value]) => value !== undefined))
    return { ...rates, ...(own as typeof channel & typeof rates), account, tokenName, token: token ?? '' }
  })
  const channels = [{ ...first, ...rates }, ...more]
  if (new Set(channels.map(({ id }) => id)).size < channels.length) mistakes.push('CHANNELS names a number twice.')
  if (mistakes.length > 0) throw new SettingsError(mistakes)
  return channels
}

function firstChannel(settings: MessageSettings, mistakes: string[]) {
  const need = (name: string, value: string | undefined) => {
    if (value === undefined) mistakes.push(`${name} is missing: WHATSAPP_PROVIDER is ${settings.WHATSAPP_PROVIDER}.`)
    return value ?? ''
  }
  if (settings.WHATSAPP_PROVIDER === 'twilio') {
    return {
      id: need('TWILIO_NUMBER', settings.TWILIO_NUMBER).replace(/^(whatsapp:)?\+?/, ''),
      provider: 'twilio',
      account: need('TWILIO_ACCOUNT_SID', settings.TWILIO_ACCOUNT_SID),
      tokenName: 'TWILIO_AUTH_TOKEN',
      token: need('TWILIO_AUTH_TOKEN', settings.TWILIO_AUTH_TOKEN?.[0]),
    } as const
  }
  return {
    id: need('WHATSAPP_NUMBER_ID', settings.WHATSAPP_NUMBER_ID),
    provider: 'cloud',
    account: settings.BUSINESS_ID,
    tokenName: 'WHATSAPP_API_KEY',
    token: need('WHATSAPP_API_KEY', settings.WHATSAPP_API_KEY),
  } as const
}

/** Enough of a token's hash to see that it is another one, and nothing of the token. */
export const fingerprintOf = (token: string): string =>
  createHash('sha256').update(token).digest('base64url').slice(0, 12)
