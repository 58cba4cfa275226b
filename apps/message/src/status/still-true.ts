import type { Queryable } from '@astria-bot/store'
import type { Aftermath } from '../delivery/aftermath.ts'
import { type SinceThen, sinceThen } from '../sql/since-then.ts'

/**
 * What is still to be done about numbers and templates: a failure may be told days late, and stops no number that has
 * gone on sending well, and no template that was listed as usable since. What it means for its message stays.
 */
export async function stillTrue(tx: Queryable, list: readonly Aftermath[]): Promise<readonly Aftermath[]> {
  const told = list.filter(({ stop, slow, templateState }) => stop !== null || slow !== null || templateState !== null)
  const times = told.map(({ toldAt }) => toldAt?.toISOString() ?? null)
  if (told.length === 0) return list
  const channels = told.map(({ channel }) => channel)
  const news = await tx.query<SinceThen>(sinceThen, [channels, times])
  const since = new Map(told.map((one, index) => [one, news.find(({ place }) => place === index + 1)]))
  return list.map(one => corrected(one, since.get(one)))
}

function corrected(one: Aftermath, since: SinceThen | undefined): Aftermath {
  if (!since) return one
  const ofNumber = one.stop !== null || one.slow !== null
  const numberIsWell = ofNumber && since.goneOn ? { stop: null, slow: null, alert: null } : {}
  const templateIsKnown = one.templateState !== null && since.listRead ? { templateState: null, alert: null } : {}
  return { ...one, ...numberIsWell, ...templateIsKnown }
}
