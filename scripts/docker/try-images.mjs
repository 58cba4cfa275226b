// Runs every image as the cluster will: as 65532, on a root that cannot be written, without capabilities, with little
// memory. It must answer /health and /ready, and end in order after SIGTERM.
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { defaultPorts, localEnvironment, makeSecrets, sandboxEnvironment } from '@astria-bot/standalone'
import { collectSettings } from '../golden/settings.mjs'
import { imageName } from './apps.mjs'
import { fail } from './run.mjs'

const READY_MS = 90_000
/** Within this time every process has ended after SIGTERM. */
const STOP_MS = 25_000
const hardened = [
  ...['--read-only', '--tmpfs', '/tmp:size=64m', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
  ...['--memory', '512m', '--pids-limit', '256'],
]

/** What an app reads, of everything that a system on this machine would have. */
async function environments(password) {
  const system = {
    ports: defaultPorts,
    databaseUrl: `postgres://astria:${password}@postgres:5432/astria`,
    natsUrl: 'nats://nats:4222',
    dataDir: '/var/lib/astria-bot',
    secrets: makeSecrets(),
  }
  const all = { ...localEnvironment(system), HOST: '0.0.0.0' }
  const settings = await collectSettings()
  return app => {
    const offered = app === 'sandbox' ? { ...all, ...sandboxEnvironment(system) } : all
    const own = settings.filter(({ apps }) => apps.some(reader => reader.app === app)).map(({ name }) => name)
    return Object.fromEntries(Object.entries(offered).filter(([name]) => own.includes(name)))
  }
}

/** Answers what each image did, in a sentence; throws at the first that does not what it should. */
export async function tryImages(docker, apps, bases, tag) {
  const run = `astria-try-${process.pid}`
  const password = randomBytes(12).toString('hex')
  const envOf = await environments(password)
  const started = []
  const start = (name, image, options, args = []) => {
    docker.docker('run', '--detach', '--name', `${run}-${name}`, '--network', run, ...options, image, ...args)
    started.push(`${run}-${name}`)
    return `${run}-${name}`
  }
  docker.docker('network', 'create', run)
  try {
    start('nats', bases.NATS_IMAGE, ['--network-alias', 'nats'], ['--jetstream'])
    const database = { POSTGRES_USER: 'astria', POSTGRES_PASSWORD: password, POSTGRES_DB: 'astria' }
    const postgres = start('postgres', bases.POSTGRES_IMAGE, ['--network-alias', 'postgres', ...asOptions(database)])
    const accepts = () => docker.attempt('exec', postgres, 'pg_isready', '-h', '127.0.0.1').status === 0
    if (!(await eventually(accepts))) fail('Postgres does not accept connections')
    const migrator = ['maintenance', 'message', 'image', 'payment'].find(app => apps.includes(app))
    if (migrator) {
      const url = asOptions({ DATABASE_URL: envOf('message').DATABASE_URL })
      const options = ['run', '--rm', '--network', run, ...hardened, ...url]
      docker.docker(...options, imageName(migrator, tag), 'libs/store/dist/migrate.js')
    }
    const results = new Map()
    for (const app of apps) {
      const env = envOf(app)
      const attempt = app === 'maintenance' ? tryJob : tryServer
      results.set(app, await attempt({ docker, app, image: imageName(app, tag), env, start, network: run }))
    }
    return results
  } finally {
    if (started.length > 0) docker.attempt('rm', '--force', '--volumes', ...started)
    docker.attempt('network', 'rm', run)
  }
}

const asOptions = env => Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`])

/** Asks again and again; false when the time is over or it can no longer become true. */
async function eventually(check, possible = () => true) {
  for (const end = Date.now() + READY_MS; Date.now() < end && possible(); await sleep(250))
    if (await check()) return true
  return false
}

const answers = async url => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(3000) })).status === 200
  } catch {
    return false
  }
}

function tryJob({ docker, image, env, network }) {
  const output = docker.docker(
    'run',
    '--rm',
    '--network',
    network,
    ...hardened,
    ...asOptions(env),
    image,
    ...['dist/main.js', 'cleanup'],
  )
  if (!output.includes('"outcome":"done"')) fail(`maintenance did not do its job:\n${output}`)
  return 'read-only, as 65532; did a job'
}

async function tryServer({ docker, app, image, env, start }) {
  const port = defaultPorts[app] ?? fail(`the port of ${app} is not known: apps/standalone/src/local-environment.ts`)
  const began = Date.now()
  // What is kept lies in a volume, which takes the owner of the image's folder.
  const volume = ['--mount', 'type=volume,target=/var/lib/astria-bot']
  const container = start(app, image, [...hardened, ...volume, '--publish', `127.0.0.1::${port}`, ...asOptions(env)])
  const inspect = format => docker.docker('inspect', '--format', format, container)
  const logs = () => {
    const { stdout, stderr } = docker.attempt('logs', '--tail', '20', container)
    return `${stdout}${stderr}`
  }
  const address = `http://${docker.docker('port', container, `${port}/tcp`).split('\n')[0]}`
  for (const path of ['/health', '/ready']) {
    const answered = await eventually(
      () => answers(address + path),
      () => inspect('{{.State.Running}}') === 'true',
    )
    if (!answered) fail(`${app} does not answer ${path}. It said:\n${logs()}`)
  }
  const readyMs = Date.now() - began
  const processes = docker.docker('top', container, '-eo', 'pid,uid,args').split('\n').slice(1)
  const strangers = processes.filter(line => line.trim().split(/\s+/)[1] !== '65532')
  if (processes.length === 0 || strangers.length > 0) fail(`${app} does not run as 65532: ${strangers.join(', ')}`)
  for (const place of ['/app/x', '/etc/x', '/var/lib/astria-bot/../x']) {
    const written = docker.attempt('exec', container, 'node', '-e', `require('fs').writeFileSync('${place}', '')`)
    if (!/EROFS|EACCES/.test(written.stderr)) fail(`${app} could write ${place}: ${written.stderr}`)
  }
  const stopping = Date.now()
  docker.docker('stop', '--time', '40', container)
  const stopMs = Date.now() - stopping
  const code = inspect('{{.State.ExitCode}}')
  if (code !== '0') fail(`${app} ended with ${code} after SIGTERM. It said:\n${logs()}`)
  if (stopMs > STOP_MS) fail(`${app} took ${stopMs} ms to end after SIGTERM`)
  return `read-only, as 65532; ready after ${readyMs} ms, ended ${stopMs} ms after SIGTERM`
}
