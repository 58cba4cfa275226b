import { type Bus, connectJetStream } from '@astria-bot/bus'
import { connect, type Database } from '@astria-bot/store'
import { type Entry, readRecord } from '../story/judge.ts'
import type { System } from '../system/start-system.ts'

/** A message as the sandbox's Graph API was asked to send it. */
export interface Send extends Entry {
  phone: string
  /** Our own id. */
  tag: string
  code?: number
}

/** The system in which the fault cases happen, and ways to look at it and to harm it. */
export interface Ground {
  readonly system: System
  readonly db: Database
  readonly bus: Bus
  sends(): Promise<Send[]>
  /** A fault in the sandbox. */
  strike(fault: object): Promise<void>
  /** How webhooks are delivered from now on. */
  deliver(policy: object): Promise<void>
  count(sql: string, values?: unknown[]): Promise<number>
  close(): Promise<void>
}

/** The partitions of the local environment. */
export const partitions = 32

export async function openGround(system: System): Promise<Ground> {
  const db = connect({ url: system.databaseUrl, name: 'test' })
  const bus = await connectJetStream({ url: system.nats.url, name: 'test', partitions, replicas: 1 })
  const tell = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(system.sandbox.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    await answer.body?.cancel()
  }
  return {
    system,
    db,
    bus,
    sends: async () => (await readRecord(system.sandbox.url, 'whatsapp.send')) as Send[],
    strike: fault => tell('/faults', fault),
    deliver: policy => tell('/webhook-policy', policy),
    async count(sql, values = []) {
      const { rows } = await db.pool.query<{ n: string }>(`select count(*) as n from ${sql}`, values)
      return Number(rows[0]?.n)
    },
    async close() {
      await bus.close()
      await db.close()
    },
  }
}

/** Messages that a phone was sent. */
export const acceptedOf = (sends: readonly Send[], phone: string): Send[] =>
  sends.filter(send => send.outcome === 'accepted' && send.phone === phone)
