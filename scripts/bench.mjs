// Measures, on real JetStream (`sync_interval: always`) and real Postgres; never part of the tests.
//
//   make bench                 everything
//   make bench ONLY=webhooks   or turns, or matcher (which needs no server), or automations, or memory
import { spawnSync } from 'node:child_process'
import { natsServer } from './tools.mjs'

const env = { ...process.env, NATS_SERVER_BIN: await natsServer() }
const { status } = spawnSync(process.execPath, ['tests/dist/bench/main.js', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
})
process.exit(status ?? 1)
