// Writes the files that are derived from the code: `.env.example`, docs/reference/settings.md, the AsyncAPI document
// the OpenAPI documents, docker-compose.prod.yml, the list of metrics, and what the chart knows of the code. `--check` only
// compares, for `make check`.
import fs from 'node:fs'
import path from 'node:path'
import { asyncApi } from './golden/async-api.mjs'
import { chartFiles } from './golden/chart.mjs'
import { composeProd } from './golden/compose-prod.mjs'
import { natsAccounts, rolesSql } from './golden/least-privilege.mjs'
import { metricsPage } from './golden/metrics.mjs'
import { openApis } from './golden/open-api.mjs'
import { collectSettings, envExample, settingsPage } from './golden/settings.mjs'

const settings = await collectSettings()
const files = new Map([
  ['.env.example', envExample(settings)],
  ['docs/reference/settings.md', settingsPage(settings)],
  ['docker-compose.prod.yml', composeProd(settings)],
  ['docs/reference/metrics.md', await metricsPage(['gateway', 'message', 'image', 'payment', 'automation'])],
  ...(await chartFiles()),
  ['docs/reference/nats-accounts.conf', natsAccounts()],
  ['docs/reference/roles.sql', rolesSql()],
  ['docs/reference/asyncapi.json', `${JSON.stringify(await asyncApi(), null, 2)}\n`],
  ...(await openApis()).map(([app, document]) => [
    `docs/reference/openapi-${app}.json`,
    `${JSON.stringify(document, null, 2)}\n`,
  ]),
])

const stale = []
for (const [file, text] of files) {
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue
  stale.push(file)
  if (process.argv.includes('--check')) continue
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`Out of date: ${stale.join(', ')}. Run: make golden`)
  process.exit(1)
}
process.exit(0)
