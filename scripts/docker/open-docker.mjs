// A Docker to work with: the daemon that runs, or, where we are root on a Debian, one of our own that ends with us.
// Its images and caches stay in .tools/docker, so that a second build is quick; `rm -rf .tools/docker` forgets them.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bringCompose } from './bring-compose.mjs'
import { attempt, fail, installDebianPackages, isRoot, must, programOnPath } from './run.mjs'

const folder = path.resolve('.tools/docker')
const START_MS = 60_000
const STOP_MS = 30_000

/** An own daemon: its address, and how it is stopped. */
async function startDaemon() {
  if (process.platform !== 'linux' || !isRoot()) {
    fail(
      'No Docker daemon answers. Start Docker (https://docs.docker.com/get-docker/), or run this as root on a Debian.',
    )
  }
  const find = () => programOnPath('dockerd', ['/usr/sbin'])
  if (!find()) installDebianPackages('docker.io', 'iptables')
  const binary = find() ?? fail('No Docker daemon answers, and dockerd could not be installed. Install Docker first.')

  fs.mkdirSync(folder, { recursive: true })
  await endForgotten()
  const log = path.join(folder, 'dockerd.log')
  const socket = path.join(os.tmpdir(), `astria-docker-${process.pid}.sock`)
  const host = `unix://${socket}`
  const places = ['--data-root', `${folder}/data`, '--exec-root', `${folder}/run`, '--pidfile', `${folder}/dockerd.pid`]
  const output = fs.openSync(log, 'w')
  // A group of its own: the interrupt of a terminal is for us, and we stop it when we are done.
  const child = spawn(binary, [...places, '--host', host], { stdio: ['ignore', output, output], detached: true })
  const running = () => child.exitCode === null && child.signalCode === null
  const stop = async () => {
    if (running()) child.kill('SIGTERM')
    for (const until = Date.now() + STOP_MS; running() && Date.now() < until; ) await sleep(100)
    if (running()) child.kill('SIGKILL')
    fs.rmSync(socket, { force: true })
  }
  for (const until = Date.now() + START_MS; Date.now() < until; await sleep(250)) {
    if (attempt('docker', ['--host', host, 'info']).status === 0) return { host, stop }
    if (!running()) break
  }
  await stop()
  const said = fs.readFileSync(log, 'utf8').trim().split('\n').slice(-8).join('\n')
  return fail(`No Docker daemon answers, and one cannot be started here:\n${said}`)
}

/** Ends a daemon of ours whose script was killed: two cannot work on one folder. */
async function endForgotten() {
  const file = path.join(folder, 'dockerd.pid')
  const pid = Number(fs.existsSync(file) && fs.readFileSync(file, 'utf8'))
  const isOurs = () => {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
    } catch {
      return false
    }
  }
  if (!pid || !isOurs()) return
  process.kill(pid, 'SIGTERM')
  for (const until = Date.now() + STOP_MS; isOurs() && Date.now() < until; ) await sleep(100)
}

/** The client that can build with BuildKit: a newer one needs its buildx plugin, Debian 12's brings it along. */
function findClient() {
  const clients = [programOnPath('docker'), '/usr/bin/docker'].filter(file => file && fs.existsSync(file))
  const major = file => Number(/version (\d+)\./.exec(attempt(file, ['--version']).stdout ?? '')?.[1])
  const builds = file => attempt(file, ['buildx', 'version']).status === 0 || (major(file) >= 20 && major(file) < 23)
  return clients.find(builds)
}

/**
 * Opens Docker. `docker(...args)` runs the client and answers what it wrote; `attempt` also when it fails; `stream` shows
 * the output. Call `close` at the end. Throws a Sentence where no Docker can be had.
 */
export async function openDocker({ compose = false } = {}) {
  const isThere = attempt('docker', ['info']).status === 0
  const daemon = isThere ? undefined : await startDaemon()
  try {
    if (!findClient()) installDebianPackages('docker.io')
    const client =
      findClient() ?? fail('The docker client cannot build with BuildKit: install its buildx plugin (docker-buildx).')
    const env = { DOCKER_BUILDKIT: '1', BUILDKIT_PROGRESS: 'plain' }
    if (daemon) env.DOCKER_HOST = daemon.host
    if (compose) Object.assign(env, bringCompose(client, folder))
    return {
      docker: (...args) => must(client, args, { env }),
      attempt: (...args) => attempt(client, args, { env }),
      feed: (input, ...args) => must(client, args, { env, input, encoding: 'utf8' }),
      stream: (args, extra = {}) => attempt(client, args, { env: { ...env, ...extra }, stdio: 'inherit' }).status === 0,
      run: (args, options = {}) => must(client, args, { ...options, env: { ...env, ...options.env } }),
      spawn: (args, options) => spawn(client, args, { ...options, env: { ...process.env, ...env } }),
      close: async () => daemon?.stop(),
    }
  } catch (error) {
    await daemon?.stop()
    throw error
  }
}
