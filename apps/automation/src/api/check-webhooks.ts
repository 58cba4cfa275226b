import type { Automation, Problem, Step } from '../core/index.ts'
import type { AutomationSettings } from '../settings.ts'

/** Webhooks that could never be called: their host is not allowed, or there is no secret to sign with. */
export function checkWebhooks(automation: Automation, settings: AutomationSettings): Problem[] {
  return webhooksOf(automation.steps, 'steps').flatMap(({ url, path }) => {
    if (!settings.AUTOMATION_WEBHOOK_SECRET) {
      return [{ path, code: 'no_secret', message: 'Webhooks are off: AUTOMATION_WEBHOOK_SECRET is not set.' }]
    }
    const { hostname, host } = new URL(url)
    const allowed = [...settings.AUTOMATION_WEBHOOK_HOSTS, ...settings.PRIVATE_HOSTS].some(pattern =>
      pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : [host, hostname].includes(pattern),
    )
    if (allowed) return []
    return [{ path, code: 'host_not_allowed', message: `${host} is not one of AUTOMATION_WEBHOOK_HOSTS.` }]
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
