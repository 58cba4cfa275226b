// make compose-test: the whole story of a customer through the containers of docker-compose.yml, built as they are
// released and run as they are in a cluster: read-only, as 65532. Then every app is stopped and must end in order.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort } from '@astria-bot/testing'
import { setupValues } from '../setup/values.mjs'
import { imageApps } from './apps.mjs'
import { findBases } from './bases.mjs'
import { buildImages, version } from './build-images.mjs'
import { openDocker } from './open-docker.mjs'
import { fail, runTool } from './run.mjs'

const STOP_MS = 25_000
const project = `astria-test-${process.pid}`
const tag = process.env.ASTRIA_TAG ?? version

/** The variables of .env, and ports that nobody else has. */
async function environment(bases) {
  const ports = {}
  for (const name of ['GATEWAY', 'MESSAGE', 'IMAGE', 'PAYMENT', 'AUTOMATION', 'SANDBOX', 'POSTGRES', 'NATS']) {
    ports[`${name}_PORT`] = String(await freePort())
  }
  return {
    ...setupValues(),
    ...ports,
    ASTRIA_TAG: tag,
    ASTRIA_TARGET: 'runtime',
    ASTRIA_READ_ONLY: 'true',
    LOG_LEVEL: 'warn',
    POSTGRES_IMAGE: bases.POSTGRES_IMAGE,
    NATS_IMAGE: bases.NATS_IMAGE,
  }
}

const stopInOrder = (compose, services) => {
  for (const service of services) {
    const started = Date.now()
    compose('stop', '--timeout', '40', service)
    const tookMs = Date.now() - started
    const [state] = compose('ps', '--all', '--format', '{{.State}} {{.ExitCode}}', service).split('\n')
    if (state !== 'exited 0') fail(`${service} ended with "${state}" after SIGTERM`)
    if (tookMs > STOP_MS) fail(`${service} took ${tookMs} ms to end after SIGTERM`)
    console.log(`  ${service} ended in order after ${tookMs} ms`)
  }
}

await runTool(async () => {
  const docker = await openDocker({ compose: true })
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'astria-compose-'))
  const envFile = path.join(folder, 'env')
  const arguments_ = ['compose', '--project-name', project, '--env-file', envFile, '--file', 'docker-compose.yml']
  const compose = (...args) => docker.docker(...arguments_, ...args)
  let begun = false
  try {
    const bases = await findBases(docker)
    buildImages(docker, imageApps, bases, tag)
    const env = await environment(bases)
    fs.writeFileSync(
      envFile,
      Object.entries(env)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
      { mode: 0o600 },
    )

    begun = true
    console.log('Starting the containers …')
    const up = docker.attempt(...arguments_, 'up', '--detach', '--no-build', '--wait', '--wait-timeout', '180')
    if (up.status !== 0) {
      const logs = docker.attempt(...arguments_, 'logs', '--tail', '15').stdout
      fail(`The containers did not get healthy:\n${up.stderr}\n${logs}`)
    }
    console.log('All are healthy. Playing the story …')
    const story = spawnSync(process.execPath, ['tests/dist/compose/story.js'], {
      stdio: 'inherit',
      env: {
        PATH: process.env.PATH,
        SANDBOX_URL: `http://127.0.0.1:${env.SANDBOX_PORT}`,
        DATABASE_URL: `postgres://astria:${env.POSTGRES_PASSWORD}@127.0.0.1:${env.POSTGRES_PORT}/astria`,
      },
    })
    if (story.status !== 0) fail(`The story failed. The apps said:\n${compose('logs', '--tail', '30')}`)
    const services = compose('ps', '--services').split('\n')
    stopInOrder(compose, services.filter(service => imageApps.includes(service)).sort())
    console.log('compose-test: passed')
  } finally {
    if (begun) docker.attempt(...arguments_, 'down', '--volumes', '--remove-orphans', '--timeout', '10')
    fs.rmSync(folder, { recursive: true, force: true })
    await docker.close()
  }
})
