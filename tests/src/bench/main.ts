import { benchAutomations } from './bench-automations.ts'
import { benchBatch } from './bench-batch.ts'
import { benchDeliveries } from './bench-deliveries.ts'
import { benchMatcher } from './bench-matcher.ts'
import { benchMemory } from './bench-memory.ts'
import { benchTurns, benchTurnsWithAutomations } from './bench-turns.ts'
import { benchWebhooks } from './bench-webhooks.ts'

const benches = {
  webhooks: benchWebhooks,
  batch: benchBatch,
  turns: benchTurns,
  deliveries: benchDeliveries,
  matcher: benchMatcher,
  'turns-beside-automations': benchTurnsWithAutomations,
  automations: benchAutomations,
  memory: benchMemory,
}
const wanted = process.argv.slice(2)

for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench()
}
process.exit(0)
