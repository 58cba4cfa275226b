import { eventually } from '@astria-bot/testing'
import type { Test } from 'tap'
import type { Ground } from './ground.ts'

/** Templates are read from the account, page by page, and again when one changes. */
export async function pagedTemplates(t: Test, { system, db }: Ground): Promise<void> {
  const names = Array.from({ length: 120 }, (_, n) => `greeting_${String(n).padStart(3, '0')}`)
  for (const name of names) {
    await fetch(`${system.sandbox.url}/templates`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, language: 'en_US', body: 'Hello {{1}}' }),
    })
  }
  const stored = async () => {
    const { rows } = await db.pool.query<{ name: string }>(
      `select name from messaging.templates where status = 'APPROVED' and name like 'greeting_%' order by name`,
    )
    return rows.map(({ name }) => name)
  }
  await eventually(async () => (await stored()).length === names.length, { timeoutMs: 30_000 }).catch(() => {})
  t.same(await stored(), names)
}
