import type { Step } from '../jobs/job.ts'

const timeoutMs = 60_000

/** Asks the provider of the database for a backup: POST, with a bearer token if there is one. */
export function callForBackup(url: string): Step {
  return {
    name: 'asked the provider',
    async work({ settings, signal, did }) {
      const token = settings.BACKUP_CALL_TOKEN
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({ reason: 'maintenance' }),
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      })
      await response.body?.cancel()
      if (!response.ok) throw new Error(`${new URL(url).host} answered ${response.status} when asked for a backup`)
      did(1)
    },
  }
}
