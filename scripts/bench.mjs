// Measures, on real JetStream (`sync_interval: always`) and real Postgres; never part of the tests.
//
//   make bench                 everything
//   make bench ONLY=webhooks   or batch (1,000 updates in one POST), or turns, or matcher (which needs no server), or automations, or memory
import { spawnSync } from 'node:child_process'
import os from 'node:os'
import { natsServer } from './tools.mjs'

// As in production: every commit is on the disk (fsync and synchronous_commit are on). So is all that NATS acknowledges.
const { startPostgres } = await import('@astria-bot/testing/postgres')
const postgres = await startPostgres()
const env = {
  ...process.env,
  NATS_SERVER_BIN: await natsServer(),
  ASTRIA_TEST_POSTGRES_URL: postgres.url,
}
console.log(`Postgres with fsync, nats-server with sync_interval: always, both below ${os.tmpdir()}`)
const { status } = spawnSync(process.execPath, ['tests/dist/bench/main.js', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
})
await postgres.stop()
process.exit(status ?? 1)
