import { createHash } from 'node:crypto'
import { type ChannelAccount, type ChannelRates, channelAccounts } from '@astria-bot/service'
import type { MessageSettings } from '../settings.ts'

/** A business number that this process may send from. */
export interface ChannelPlan extends Omit<ChannelAccount, 'rates'>, ChannelRates {}

/** The numbers that the settings name, each with its rates. Throws SettingsError. */
export function channelsOf(settings: MessageSettings): readonly ChannelPlan[] {
  const usual: ChannelRates = {
    ratePerSecond: settings.NUMBER_RATE,
    pairBurst: settings.PAIR_BURST,
    pairIntervalMs: settings.PAIR_INTERVAL_MS,
  }
  const [first, ...more] = channelAccounts(settings)
  const account = first.provider === 'cloud' ? settings.BUSINESS_ID : first.account
  return [{ ...first, account }, ...more].map(({ rates, ...number }) => ({ ...usual, ...rates, ...number }))
}

/** Enough of a token's hash to see that it is another one, and nothing of the token. */
export const fingerprintOf = (token: string): string =>
  createHash('sha256').update(token).digest('base64url').slice(0, 12)
