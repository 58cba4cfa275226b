import { RejectedError, TransientError } from '@astria-bot/contracts'
import type { EffectHandler } from '@astria-bot/store'
import type { Engine } from '../engine.ts'
import { failExecution } from '../executions/fail-execution.ts'
import { countFailure, countSuccesses } from '../health/count-failure.ts'
import { settleStep } from '../sql/save-steps.ts'
import { signWebhook } from './sign-webhook.ts'

/** A call of an outside webhook, frozen when its step was taken. */
export interface WebhookRequest {
  url: string
  /** The payload as it is signed and sent, byte for byte the same with each try. */
  body: string
  executionId: string
  automationId: string
  step: number
  /** The execution ends when nobody takes it. */
  failsRun?: boolean
}

/** What the other side answered. Its body is not kept: nobody asked for it. */
interface WebhookResult {
  status: number
}

/** After so many tries (a day, with the pauses below) nobody is expected to answer any more. */
const tries = 20
const pausesMs = [5_000, 30_000, 120_000, 600_000, 3_600_000]

/**
 * Calls outside webhooks. They may be called again after a lost answer: the specification asks receivers to recognise a
 * repeated `webhook-id`. 2xx is done, 410 and other refusals are final, 408, 425, 429 and 5xx are tried again.
 */
export function callWebhook(engine: Engine): EffectHandler<WebhookRequest, WebhookResult> {
  const { fetch, settings, now } = engine
  return {
    async perform({ url, body }, effect) {
      const secrets = settings.AUTOMATION_WEBHOOK_SECRET
      if (!secrets) throw new RejectedError('no_secret', 'there is no secret to sign with')
      const timestamp = Math.floor(Date.now() / 1000)
      const headers = {
        'content-type': 'application/json',
        ...signWebhook({ id: effect.key, timestamp, body }, secrets),
      }
      const status = await send(() => fetch(url, { method: 'POST', headers, body }), effect.attempts)
      return { status }
    },
    resolve: async (_request, effect) => {
      // Nobody can be asked whether it arrived, and a repeated call is harmless.
      if (effect.attempts >= tries) throw new RejectedError('no_answer', 'it never answered')
      return null
    },
    async done(tx, { executionId, automationId, step }, result) {
      await settleStep(tx, { executionId, number: step, state: 'done', reason: null, output: result })
      await countSuccesses(tx, [automationId])
    },
    async failed(tx, { executionId, automationId, step, failsRun = false }, error, effect) {
      const reason = `webhook: ${error.code}`
      if (failsRun && effect.contactId !== null)
        await failExecution(tx, { executionId, contactId: effect.contactId, reason }, now())
      await settleStep(tx, { executionId, number: step, state: 'failed', reason: error.code, output: null })
      await countFailure(engine, tx, { automationId, reason }, now())
    },
    backoff: attempts => pausesMs[Math.min(attempts, pausesMs.length) - 1] ?? 5_000,
  }
}

async function send(call: () => Promise<Response>, attempts: number): Promise<number> {
  let status: number
  try {
    ;({ status } = await call())
  } catch (error) {
    if (error instanceof TransientError && attempts >= tries) throw gaveUp(error)
    throw error
  }
  if (status >= 200 && status < 300) return status
  const later = status >= 500 || [408, 425, 429].includes(status)
  if (!later) throw new RejectedError(`http_${status}`, `it answered ${status}`)
  if (attempts >= tries) throw gaveUp()
  throw new TransientError(`it answered ${status}`)
}

function gaveUp(cause?: unknown): RejectedError {
  return new RejectedError('no_answer', `it did not take it in ${tries} tries`, { cause })
}
