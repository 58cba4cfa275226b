import type { ChannelSetting } from './channel-setting.ts'
import type { ChannelSettings } from './channel-settings.ts'
import { SettingsError } from './load-settings.ts'
import { digitsOf } from './number-settings.ts'

/** A business number and what opens it at its provider. */
export interface ChannelAccount {
  readonly id: string
  readonly provider: ChannelSetting['provider']
  /** The AccountSid at Twilio, the business account at Meta. */
  readonly account: string | undefined
  readonly tokenName: string
  readonly token: string
  /** What CHANNELS says about this number alone. */
  readonly rates: Partial<ChannelRates>
}

/** How fast a number may send. */
export interface ChannelRates {
  readonly ratePerSecond: number
  readonly pairBurst: number
  readonly pairIntervalMs: number
}

/** The numbers that the settings name: the one of its own settings, and those of CHANNELS. Throws SettingsError. */
export function channelAccounts(settings: ChannelSettings): readonly [ChannelAccount, ...ChannelAccount[]] {
  const mistakes: string[] = []
  const first = firstAccount(settings, mistakes)
  const tokens: Readonly<Record<string, string>> = settings.CHANNEL_TOKENS ?? {}
  const more = (settings.CHANNELS ?? []).map(
    ({ id, provider, account, token: tokenName, ...given }): ChannelAccount => {
      const token = Object.hasOwn(tokens, tokenName) ? tokens[tokenName] : undefined
      if (token === undefined) mistakes.push(`CHANNEL_TOKENS has no token "${tokenName}", which CHANNELS asks for.`)
      const rates: Partial<ChannelRates> = Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== undefined),
      )
      return { id, provider, account, tokenName, token: token ?? '', rates }
    },
  )
  const accounts = [first, ...more] as const
  if (new Set(accounts.map(({ id }) => id)).size < accounts.length) mistakes.push('CHANNELS names a number twice.')
  if (mistakes.length > 0) throw new SettingsError(mistakes)
  return accounts
}

function firstAccount(settings: ChannelSettings, mistakes: string[]): ChannelAccount {
  const need = (name: string, value: string | undefined) => {
    if (value === undefined) mistakes.push(`${name} is missing: WHATSAPP_PROVIDER is ${settings.WHATSAPP_PROVIDER}.`)
    return value ?? ''
  }
  if (settings.WHATSAPP_PROVIDER === 'twilio') {
    return {
      id: digitsOf(need('TWILIO_NUMBER', settings.TWILIO_NUMBER)),
      provider: 'twilio',
      account: need('TWILIO_ACCOUNT_SID', settings.TWILIO_ACCOUNT_SID),
      tokenName: 'TWILIO_AUTH_TOKEN',
      token: need('TWILIO_AUTH_TOKEN', settings.TWILIO_AUTH_TOKEN?.[0]),
      rates: {},
    }
  }
  return {
    id: need('WHATSAPP_NUMBER_ID', settings.WHATSAPP_NUMBER_ID),
    provider: 'cloud',
    account: undefined,
    tokenName: 'WHATSAPP_API_KEY',
    token: need('WHATSAPP_API_KEY', settings.WHATSAPP_API_KEY),
    rates: {},
  }
}
