import type { Database } from '@astria-bot/store'
import type { WhatsAppClient } from '@astria-bot/whatsapp'
import { resumeChannels, seedChannels } from '../sql/channels.ts'
import { closeUnknownNumbers } from '../sql/insert-alerts.ts'
import { rows } from '../sql/rows.ts'
import { type ChannelPlan, fingerprintOf } from './channels-of.ts'

/** A business number that this process sends from. */
export interface Channel {
  readonly id: string
  readonly provider: ChannelPlan['provider']
  readonly account: string | undefined
  readonly client: WhatsAppClient
}

/** Numbers by their ids. */
export type Channels = ReadonlyMap<string, Channel>

/** Makes the client of each number. */
export function openChannels(plans: readonly ChannelPlan[], clientOf: (plan: ChannelPlan) => WhatsAppClient): Channels {
  return new Map(
    plans.map(plan => [
      plan.id,
      { id: plan.id, provider: plan.provider, account: plan.account, client: clientOf(plan) },
    ]),
  )
}

/** Writes down what the settings say about the numbers; each replica does it at its start. */
export async function storeChannels(db: Database, plans: readonly ChannelPlan[]): Promise<void> {
  const stored = plans.map(({ token, ...plan }) => ({ ...plan, tokenFingerprint: fingerprintOf(token) }))
  await db.query(seedChannels, [rows(stored)])
  await db.query(closeUnknownNumbers, [plans.map(({ id }) => id)])
}

/** Sets a stopped number going again, as a person asks. Answers whether there is such a number. */
export async function resumeChannel(db: Database, id: string): Promise<boolean> {
  return (await db.query(resumeChannels, [[id]])).length > 0
}
