import { deliveryFaults } from '../faults/fault.ts'
import type { ActiveFault, Faults } from '../faults/faults.ts'
import { createAccountPoster } from './account-poster.ts'
import type { Delivery } from './delivery.ts'
import type { Update } from './update.ts'
import { createUpdatePoster, type PosterOptions } from './update-poster.ts'

export interface Webhooks {
  enqueue(update: Update): void
  /** Tells something that is about no message: a field of the account and its value. */
  tell(field: string, value: unknown): void
  /** Updates that were not yet answered 200. */
  pending(): number
}

export interface WebhookOptions extends PosterOptions {
  url: string | undefined
  secret: string
  faults: Faults
  /** Another way to post updates than Meta's. */
  postUpdates?: (updates: readonly Update[], copy: number) => Promise<void>
  delivery: Delivery
}

interface Lane {
  queue: Update[]
  running: boolean
}

function strike({ faults, record }: WebhookOptions, [update]: readonly Update[]): ActiveFault | undefined {
  if (!update || faults.list().length === 0) return undefined
  const { kind, status, phone, id } = update
  const op = status ? `${kind}.${status}` : kind
  const fault = faults.strike(deliveryFaults, { api: 'webhook', op, contacts: [phone.id, phone.userId] })
  if (fault) record.add('fault.struck', fault.what, { api: 'webhook', op, id, fault: fault.id })
  return fault
}

/** One lane per phone keeps its order; lanes run side by side. A lane goes on only after 200, as often as it takes. */
export function createWebhooks(options: WebhookOptions): Webhooks {
  const { record, random, delivery, life } = options
  const lanes = new Map<string, Lane>()
  let pending = 0

  const secret = () => delivery.policy().appSecret ?? options.secret
  const post = options.postUpdates ?? createUpdatePoster(options, secret)
  const postAccount = createAccountPoster(options, secret)
  const settle = (updates: readonly Update[]) => {
    pending -= updates.length
  }
  const loose = (updates: readonly Update[], delayMs: number, copy: number) =>
    life.run(async () => {
      await life.sleep(delayMs)
      await post(updates, copy)
      if (copy === 1) settle(updates)
    })

  /** Resolves when the lane may go on. */
  async function deliver(updates: Update[]): Promise<void> {
    const fault = strike(options, updates)
    if (fault?.what === 'never_callback') {
      record.add('webhook.lost', 'lost', { phone: updates[0]!.phone.id, ids: updates.map(update => update.id) })
      return settle(updates)
    }
    if (fault?.what === 'delay') await life.sleep(fault.ms)
    const { copies, reorderMs, spreadMs } = delivery.plan(fault)
    for (let copy = 2; copy <= copies; copy++) loose(updates, random.between(0, spreadMs), copy)
    if (reorderMs > 0) return void loose(updates, random.between(0, reorderMs), 1)
    await post(updates, 1)
    settle(updates)
  }

  async function run(name: string, lane: Lane): Promise<void> {
    lane.running = true
    while (lane.queue.length > 0 && !life.stopped()) {
      const { batch } = delivery.policy()
      if (batch.max > 1) await life.sleep(batch.ms)
      await deliver(lane.queue.splice(0, name === '*' ? delivery.policy().batch.max : 1))
    }
    lanes.delete(name)
  }

  return {
    enqueue(update) {
      if (!options.url) return update.onAccepted?.()
      const name = delivery.policy().batch.max > 1 ? '*' : update.phone.id
      const lane = lanes.get(name) ?? { queue: [], running: false }
      lanes.set(name, lane)
      lane.queue.push(update)
      pending++
      if (!lane.running) life.run(() => run(name, lane))
    },
    tell(field, value) {
      // Twilio tells no such things.
      if (!options.url || options.postUpdates) return
      pending++
      life.run(async () => {
        await postAccount(field, value)
        pending--
      })
    },
    pending: () => pending,
  }
}
