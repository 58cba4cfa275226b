import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { test } from 'tap'
import { API_KEYS, keyOf } from './support/api.ts'
import { to } from './support/delivery.ts'
import { person, said } from './support/events.ts'
import { eventually } from './support/eventually.ts'
import { openStudio } from './support/studio.ts'

const page = fileURLToPath(new URL('../../../../docs/how-to/use-the-api.md', import.meta.url))
const run = promisify(execFile)

test('every command of "Use the API" does what it says', async t => {
  const studio = await openStudio({ API_KEYS })
  t.teardown(() => studio.close())
  const app = await studio.start()
  await app.server.listen({ host: '127.0.0.1', port: 0 })
  await studio.publish(said(person(1), 'hi'))
  await eventually(() => to(studio, 1).length === 1)

  const blocks = [...readFileSync(page, 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, commands]) => commands)
  t.ok(blocks.length >= 7)
  const { port } = app.server.server.address() as AddressInfo
  const env = { PATH: process.env.PATH, API: `http://127.0.0.1:${port}`, KEY: keyOf('agent') }
  // One script, as a reader types it: later commands use what earlier ones have found.
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-x', '-c', blocks.join('\n')], { env })
  t.match(stdout, /"name":"Dan"/)

  await eventually(() => to(studio, 1).at(-1)?.text === 'We found your order.')
  t.equal(
    await studio.count(`messaging.contacts where given_name = 'Noa' and tags = '{vip}' and birthday = '--05-04'`),
    1,
  )
  t.equal(await studio.count(`messaging.messages where direction = 'in' and state = 'read'`), 1)
  t.equal(await studio.count('messaging.contacts where handed_over_at is not null'), 0)
})
