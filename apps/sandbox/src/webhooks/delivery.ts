import type { ActiveFault } from '../faults/faults.ts'
import type { Random } from '../random.ts'
import { defaultPolicy, type WebhookPolicy } from './webhook-policy.ts'

export interface DeliveryPlan {
  /** How often it is delivered, and how long each delivery may wait whatever was before it. */
  copies: number
  reorderMs: number
  /** Copies of a webhook beside the first wait up to so long. */
  spreadMs: number
}

/** How everything that is told to the bot is delivered: webhooks, Astria's callbacks and payment notices. */
export interface Delivery {
  policy(): WebhookPolicy
  setPolicy(changes: Partial<WebhookPolicy>): WebhookPolicy
  /** A fault goes before the policy. */
  plan(fault: ActiveFault | undefined): DeliveryPlan
  /** For what keeps no order anyway: how long each copy waits. */
  delaysOf(fault: ActiveFault | undefined): number[]
}

const COPY_SPREAD_MS = 50

export function createDelivery(random: Random): Delivery {
  let policy = defaultPolicy
  const plan = (fault: ActiveFault | undefined) => {
    const copies = fault?.what === 'duplicate' ? fault.n : random.between(...policy.duplicates)
    const reorderMs = fault?.what === 'reorder' ? fault.ms : policy.reorderMs
    return { copies, reorderMs, spreadMs: Math.max(reorderMs, COPY_SPREAD_MS) }
  }
  return {
    policy: () => policy,
    setPolicy: changes => {
      policy = { ...policy, ...changes }
      return policy
    },
    plan,
    delaysOf(fault) {
      const { copies, reorderMs } = plan(fault)
      const atLeastMs = fault?.what === 'delay' ? fault.ms : 0
      return Array.from({ length: copies }, () => atLeastMs + random.between(0, reorderMs))
    },
  }
}
