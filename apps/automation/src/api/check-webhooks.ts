import { RejectedError } from '@astria-bot/contracts'
import { checkUrl } from '@astria-bot/service'
import type { Automation, Problem, Step } from '../core/index.ts'
import type { AutomationSettings } from '../settings.ts'

/** Webhooks that could never be called: their host is not allowed, or there is no secret to sign with. */
export function checkWebhooks(automation: Automation, settings: AutomationSettings): Problem[] {
  return webhooksOf(automation.steps, 'steps').flatMap(({ url, path }) => {
    if (!settings.AUTOMATION_WEBHOOK_SECRET) {
      return [{ path, code: 'no_secret', message: 'Webhooks are off: AUTOMATION_WEBHOOK_SECRET is not set.' }]
    }
    try {
      checkUrl(url, { allowHosts: settings.AUTOMATION_WEBHOOK_HOSTS, allowPrivate: settings.PRIVATE_HOSTS })
      return []
    } catch (error) {
      if (!(error instanceof RejectedError)) throw error
      const message = `It could never be called, as ${error.message}. AUTOMATION_WEBHOOK_HOSTS names where webhooks may go.`
      return [{ path, code: 'host_not_allowed', message }]
    }
  })
}

function webhooksOf(steps: readonly Step[], path: string): { url: string; path: string }[] {
  return steps.flatMap((step, index) => {
    const at = `${path}[${index}]`
    if (step.type === 'webhook') return [{ url: step.url, path: `${at}.url` }]
    if (step.type !== 'branch') return []
    return [
      ...step.cases.flatMap(({ steps: inner }, number) => webhooksOf(inner, `${at}.cases[${number}].steps`)),
      ...webhooksOf(step.otherwise ?? [], `${at}.otherwise`),
    ]
  })
}
