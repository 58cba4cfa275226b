// Every app as a process of its own, on a real nats-server and a real Postgres, restarted when its compiled code
// changes. NATS_URL and DATABASE_URL are used if they are set, else both servers are started here, with their data
// below .data/dev. Ports and folder are settings as for `make start`, and the user's own environment wins here as there.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { loadSettings } from '@astria-bot/service'
import {
  defaultPorts,
  loadSecrets,
  localEnvironment,
  sandboxEnvironment,
  standaloneSettings,
} from '@astria-bot/standalone'
import { migrate } from '@astria-bot/store'
import { startNats } from '@astria-bot/testing/nats'
import { startPostgres } from '@astria-bot/testing/postgres'
import { natsServer } from './tools.mjs'

const apps = ['sandbox', 'gateway', 'message', 'image', 'payment', 'automation']
const settings = loadSettings(standaloneSettings, process.env)
const ports = Object.fromEntries(Object.keys(defaultPorts).map(name => [name, settings[`${name.toUpperCase()}_PORT`]]))
const dataDir = path.resolve(settings.STANDALONE_DATA_DIR, 'dev')
const closers = []
const children = []

const start = (args, options) => {
  const child = spawn(process.execPath, args, options)
  // Noted from the start: Ctrl-C reaches the children too, and they may be gone before anybody waits for them.
  children.push({ child, ended: new Promise(resolve => child.once('exit', resolve)) })
  return child
}
const stop = async code => {
  for (const { child } of children) child.kill('SIGTERM')
  await Promise.race([
    Promise.all(children.map(({ ended }) => ended)),
    new Promise(resolve => setTimeout(resolve, 10_000)),
  ])
  for (const close of closers.reverse()) await close()
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0))

let natsUrl = process.env.NATS_URL
if (!natsUrl) {
  const nats = await startNats({ binary: await natsServer(), storeDir: path.join(dataDir, 'nats') })
  closers.push(() => nats.stop())
  natsUrl = nats.url
}
let databaseUrl = process.env.DATABASE_URL
if (!databaseUrl) {
  const postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), persistent: true })
  closers.push(() => postgres.stop())
  databaseUrl = postgres.url
}
await migrate(databaseUrl)

const secrets = loadSecrets(path.resolve(settings.STANDALONE_DATA_DIR, 'secrets.json'))
const system = { ports, databaseUrl, natsUrl, dataDir, secrets }
const env = { ...localEnvironment(system), FORCE_COLOR: '1', ...process.env }
const label = (name, text) =>
  text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => `${name.padEnd(8)} ${line}`)
    .join('\n')

start(['node_modules/.bin/tsc', '-b', '-w', '--preserveWatchOutput'], { stdio: 'inherit' })
for (const app of apps) {
  const child = start(['--watch', '--watch-preserve-output', `apps/${app}/dist/main.js`], {
    env: { ...env, ...(app === 'sandbox' ? sandboxEnvironment(system) : {}), PORT: String(ports[app]) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => console.log(label(app, String(chunk))))
}
console.log(`Postgres  ${databaseUrl}\nNATS      ${natsUrl}\nPhone     http://127.0.0.1:${ports.sandbox}/`)
