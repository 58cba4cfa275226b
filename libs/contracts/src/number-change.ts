import { z } from 'zod'
import { Instant } from './instant.ts'

const word = z.string().optional()
const kind = <Kind extends string>(name: Kind) => z.strictObject({ kind: z.literal(name) })

/** A number as people see it, in digits: these changes name it in no other way. */
const displayNumber = word

/** What can change about business numbers and their account. */
export const numberChanges = [
  /** `event`: `FLAGGED`, `ONBOARDING`, `THROUGHPUT_UPGRADE`, …; `tier`: `TIER_2K`, … */
  kind('number_quality').extend({ event: z.string(), displayNumber, tier: word, previousTier: word }),
  kind('number_name').extend({ displayNumber, decision: word, name: word, reason: word }),
  /** `event`: `PIN_CHANGED`, `PIN_RESET_REQUEST`, …: what keeps the number ours. */
  kind('number_security').extend({ event: z.string(), displayNumber, requester: word }),
  /** The name that people find the number by. `status`: `approved`, `reserved`, `deleted`. */
  kind('business_username').extend({ status: z.string(), displayNumber, username: word }),
  /** New people that may be written to in a day: a number, -1 for any number, or a word such as `TIER_2K`. */
  kind('capability').extend({ dailyPeople: word, maxNumbers: z.number().optional() }),
  kind('account').extend({
    event: z.string(),
    /** Nothing can be sent any more. */
    stopsSending: z.boolean(),
    /** A person has to look. */
    alarming: z.boolean(),
    reason: word,
    violation: word,
    ban: z.strictObject({ state: z.string(), date: word }).optional(),
    restrictions: z.array(z.strictObject({ type: z.string(), until: Instant.optional() })),
  }),
  /** A warning about an account, a number or a business. `severity`: `CRITICAL`, `WARNING`, … */
  kind('account_alert').extend({
    type: z.string(),
    severity: z.string(),
    status: z.string(),
    entityType: word,
    entityId: word,
    description: word,
  }),
  /** `decision`: `APPROVED`, `REJECTED`, … */
  kind('account_review').extend({ decision: z.string(), reason: word }),
  /** A way to pay inside the chat. */
  kind('payment_configuration').extend({ name: z.string(), provider: word, merchantId: word, status: word }),
  /** What partners of Meta do together for an account. */
  kind('partner_solution').extend({ event: z.string(), solutionId: word, status: word }),
  /** A form of ours, its state (`BLOCKED`, `THROTTLED`, …) or how well it works (`alert`: `ACTIVATED`, `DEACTIVATED`). */
  kind('flow').extend({
    event: z.string(),
    flowId: word,
    status: word,
    previous: word,
    alert: word,
    message: word,
  }),
] as const
