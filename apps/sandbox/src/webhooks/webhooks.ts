import { deliveryFaults } from '../faults/fault.ts'
import type { ActiveFault, Faults } from '../faults/faults.ts'
import type { Random } from '../random.ts'
import { createAccountPoster } from './account-poster.ts'
import type { Update } from './update.ts'
import { createUpdatePoster, type PosterOptions } from './update-poster.ts'
import { defaultPolicy, type WebhookPolicy } from './webhook-policy.ts'

export interface Webhooks {
  enqueue(update: Update): void
  /** Tells something that is about no message: a field of the account and its value. */
  tell(field: string, value: unknown): void
  /** Updates that were not yet answered 200. */
  pending(): number
  policy(): WebhookPolicy
  setPolicy(changes: Partial<WebhookPolicy>): WebhookPolicy
}

export interface WebhookOptions extends PosterOptions {
  url: string | undefined
  secret: string
  faults: Faults
  /** Another way to post updates than Meta's. */
  postUpdates?: (updates: readonly Update[], copy: number) => Promise<void>
  random: Random
}

interface Lane {
  queue: Update[]
  running: boolean
}

const COPY_SPREAD_MS = 50

function strike({ faults, record }: WebhookOptions, [update]: readonly Update[]): ActiveFault | undefined {
  if (!update || faults.list().length === 0) return undefined
  const { kind, status, phone, id } = update
  const op = status ? `${kind}.${status}` : kind
  const fault = faults.strike(deliveryFaults, { api: 'webhook', op, contacts: [phone.id, phone.userId] })
  if (fault) record.add('fault.struck', fault.what, { api: 'webhook', op, id, fault: fault.id })
  return fault
}

/** How often a webhook is delivered, and how long each delivery may wait whatever was before it. */
function plan(fault: ActiveFault | undefined, policy: WebhookPolicy, random: Random) {
  return {
    copies: fault?.what === 'duplicate' ? fault.n : random.between(...policy.duplicates),
    reorderMs: fault?.what === 'reorder' ? fault.ms : policy.reorderMs,
  }
}

/** One lane per phone keeps its order; lanes run side by side. A lane goes on only after 200, as often as it takes. */
export function createWebhooks(options: WebhookOptions): Webhooks {
  const { record, random, life } = options
  const lanes = new Map<string, Lane>()
  let policy = defaultPolicy
  let pending = 0

  const secret = () => policy.appSecret ?? options.secret
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
    const { copies, reorderMs } = plan(fault, policy, random)
    const extraMs = Math.max(reorderMs, COPY_SPREAD_MS)
    for (let copy = 2; copy <= copies; copy++) loose(updates, random.between(0, extraMs), copy)
    if (reorderMs > 0) return void loose(updates, random.between(0, reorderMs), 1)
    await post(updates, 1)
    settle(updates)
  }

  async function run(name: string, lane: Lane): Promise<void> {
    lane.running = true
    while (lane.queue.length > 0 && !life.stopped()) {
      if (policy.batch.max > 1) await life.sleep(policy.batch.ms)
      await deliver(lane.queue.splice(0, name === '*' ? policy.batch.max : 1))
    }
    lanes.delete(name)
  }

  return {
    enqueue(update) {
      if (!options.url) return update.onAccepted?.()
      const name = policy.batch.max > 1 ? '*' : update.phone.id
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
    policy: () => policy,
    setPolicy: changes => {
      policy = { ...policy, ...changes }
      return policy
    },
  }
}
