import { z } from 'zod'

const Provider = z.enum(['cloud', 'twilio'])

/** One more business number, as the setting CHANNELS describes it. */
export const ChannelSetting = z.strictObject({
  id: z.string().min(1),
  provider: Provider.default('cloud'),
  account: z.string().min(1).optional(),
  /** The name of its token in CHANNEL_TOKENS. */
  token: z.string().min(1),
  ratePerSecond: z.int().min(1).max(10_000).optional(),
  pairBurst: z.int().min(1).max(1000).optional(),
  pairIntervalMs: z.int().min(1).max(600_000).optional(),
})
export type ChannelSetting = z.infer<typeof ChannelSetting>
