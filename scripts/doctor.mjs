// make doctor: what is right on this machine and with this installation, what is not, and what to do about it.
// Looks and asks; changes nothing. Ends with 1 if something is wrong. What is not set up is only a note.
//
//   make doctor                    everything
//   make doctor ONLY="database"    some of it

import { checkBus } from './doctor/bus.mjs'
import { checkCluster } from './doctor/cluster.mjs'
import { checkContainers } from './doctor/containers.mjs'
import { checkDatabase } from './doctor/database.mjs'
import { checkPorts } from './doctor/ports.mjs'
import { checkSettings } from './doctor/settings.mjs'
import { checkTools } from './doctor/tools.mjs'
import { checkWebhook } from './doctor/webhook.mjs'
import { readEnvFile } from './setup/env-file.mjs'

const checks = [
  ['Tools', checkTools],
  ['Ports', checkPorts],
  ['Containers', checkContainers],
  ['Settings', checkSettings],
  ['Database', checkDatabase],
  ['Streams', checkBus],
  ['Webhook', checkWebhook],
  ['Cluster', checkCluster],
]
const signs = { ok: 'ok  ', note: '-   ', bad: 'BAD ' }

const env = { ...readEnvFile('.env'), ...process.env }
let bad = 0
const words = process.argv.slice(2).map(word => word.toLowerCase())
for (const [title, check] of checks.filter(([name]) => words.length === 0 || words.includes(name.toLowerCase()))) {
  console.log(title)
  for (const { state, text, todo } of await check(env)) {
    console.log(`  ${signs[state]} ${text}${todo ? `\n         → ${todo}` : ''}`)
    if (state === 'bad') bad += 1
  }
}
console.log(bad === 0 ? '\nNothing is wrong.' : `\n${bad} ${bad === 1 ? 'thing is' : 'things are'} wrong.`)
process.exit(bad === 0 ? 0 : 1)
