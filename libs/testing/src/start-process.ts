import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { endWithParent } from './end-with-parent.ts'
import { freePort } from './free-port.ts'

/** What to start. */
export interface ProcessOptions {
  /** The folder below apps/. */
  app: string
  /** Another program to run than `apps/<app>/dist/main.js`. */
  file?: string
  /** All that it needs, beside HOST, PORT and CRASH_AT. Nothing of this process's own settings is passed on. */
  env: Record<string, string>
  /** Default: any free one. */
  port?: number
  /** The crash point at which it kills itself. */
  crashAt?: string
  /** How long it may take to become ready. Default 60 s: a busy machine starts several at once. */
  readyMs?: number
}

/** A process of an app. */
export interface AppProcess {
  readonly app: string
  readonly url: string
  readonly port: number
  readonly pid: number
  /** What it has written so far, both streams. */
  output(): string
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Sends a signal (default SIGKILL) and waits for the end. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** SIGTERM; throws if it has not ended after 25 s. */
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))
const stopLimitMs = 25_000

/** Starts `node apps/<app>/dist/main.js` and waits until `/ready` answers 200. Throws with its output if it does not. */
export async function startProcess(options: ProcessOptions): Promise<AppProcess> {
  const { app, readyMs = 60_000 } = options
  const port = options.port ?? (await freePort())
  const child = spawn(process.execPath, [options.file ?? path.join(root, 'apps', app, 'dist', 'main.js')], {
    env: environment(options, port),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const forget = endWithParent(child, 'KILL')
  let output = ''
  const collect = (text: string) => {
    output += text
  }
  child.stdout.setEncoding('utf8').on('data', collect)
  child.stderr.setEncoding('utf8').on('data', collect)
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      forget()
      resolve({ code, signal })
    })
  })
  const url = `http://127.0.0.1:${port}`
  await becomeReady(child, url, readyMs).catch(error => {
    child.kill('SIGKILL')
    throw new Error(`${app} ${error.message}. It said:\n${output}`)
  })
  return {
    app,
    url,
    port,
    pid: child.pid!,
    output: () => output,
    exited,
    kill: async (signal = 'SIGKILL') => {
      child.kill(signal)
      await exited
    },
    stop: async () => {
      child.kill('SIGTERM')
      const ended = await Promise.race([exited, sleep(stopLimitMs, undefined, { ref: false })])
      if (ended) return
      child.kill('SIGKILL')
      throw new Error(`${app} had not stopped ${stopLimitMs / 1000} s after SIGTERM. It said:\n${output}`)
    },
  }
}

function environment({ env, crashAt }: ProcessOptions, port: number): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'FFMPEG_PATH', 'SystemRoot']
  const own = Object.fromEntries(kept.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])))
  return { ...own, HOST: '127.0.0.1', PORT: String(port), ...(crashAt ? { CRASH_AT: crashAt } : {}), ...env }
}

async function becomeReady(child: ChildProcess, url: string, readyMs: number): Promise<void> {
  for (const until = Date.now() + readyMs; Date.now() < until; await sleep(50)) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`ended (${child.exitCode ?? child.signalCode}) before it was ready`)
    }
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.status === 200) return
  }
  throw new Error(`was not ready within ${readyMs / 1000} s`)
}
