import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endWithParent } from '../end-with-parent.ts'
import { freePort } from '../free-port.ts'
import { findNatsServer } from './nats-binary.ts'

/** How to start a server. */
export interface NatsOptions {
  /** Default: any free one. */
  port?: number
  /** Where the streams lie. Default: a new temporary folder, removed at the end. */
  storeDir?: string
  /** More of its configuration file, such as accounts. */
  config?: string
  /** The program; by default it is looked for (see findNatsServer). */
  binary?: string
}

/** A nats-server of one's own, with JetStream and `sync_interval: always`. */
export interface Nats {
  readonly url: string
  readonly port: number
  /** The process, undefined while it does not run. */
  readonly pid: number | undefined
  /** Ends it gently; a temporary store is removed. */
  stop(): Promise<void>
  /** Ends it with a signal and keeps the store. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Starts it again on the same port and store. */
  start(): Promise<void>
  restart(signal?: NodeJS.Signals): Promise<void>
}

/** Starts a real nats-server on the loopback address. It ends with this process. */
export async function startNats(options: NatsOptions = {}): Promise<Nats> {
  const binary = options.binary ?? findNatsServer()
  const storeDir = options.storeDir ?? fs.mkdtempSync(path.join(os.tmpdir(), 'astria-nats-'))
  const port = options.port ?? (await freePort())
  const config = path.join(storeDir, 'nats.conf')
  fs.mkdirSync(storeDir, { recursive: true })
  fs.writeFileSync(
    config,
    `listen: "127.0.0.1:${port}"\njetstream { store_dir: ${JSON.stringify(path.join(storeDir, 'store'))}, sync_interval: always }\n${options.config ?? ''}`,
  )
  const temporary = options.storeDir === undefined
  let running: { child: ChildProcess; forget: () => void } | undefined

  async function start(): Promise<void> {
    const child = await runNats(binary, config, port)
    running = { child, forget: endWithParent(child, 'KILL', temporary ? storeDir : undefined) }
  }

  async function kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { child, forget } = running ?? {}
    running = undefined
    if (!child || !forget) return
    child.ref()
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal)
      await once(child, 'exit')
    }
    forget()
  }

  await start()
  return {
    url: `nats://127.0.0.1:${port}`,
    port,
    get pid() {
      return running?.child.pid
    },
    start,
    kill,
    restart: async signal => {
      await kill(signal)
      await start()
    },
    stop: async () => {
      await kill('SIGTERM')
      if (temporary) fs.rmSync(storeDir, { recursive: true, force: true })
    },
  }
}

async function runNats(binary: string, config: string, port: number): Promise<ChildProcess> {
  // To a file, never to a pipe: a server whose log nobody reads stops when the pipe is full.
  const logFile = `${config}.log`
  const log = fs.openSync(logFile, 'w')
  const child = spawn(binary, ['-c', config], { stdio: ['ignore', 'ignore', log] })
  fs.closeSync(log)
  const said = () => fs.readFileSync(logFile, 'utf8').slice(-4000)
  let failure: Error | undefined
  child.once('error', error => {
    failure = error
  })
  for (const since = Date.now(); Date.now() - since < 20_000; await sleep(10)) {
    if (failure || child.exitCode !== null) throw new Error(`nats-server did not start: ${failure?.message ?? said()}`)
    if (said().includes('Server is ready') && (await accepts(port))) {
      child.unref()
      return child
    }
  }
  child.kill('SIGKILL')
  throw new Error(`nats-server was not ready within 20 s: ${said()}`)
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
