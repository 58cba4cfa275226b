import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually, freePort } from '@astria-bot/testing'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The standalone as a user starts it. */
export interface Standalone extends RunningMake {
  readonly phoneUrl: string
  readonly sandboxUrl: string
}

/** Environment with ports of its own, so that it can run beside another one. */
export async function standaloneEnvironment(dataDir: string): Promise<Record<string, string>> {
  const names = ['GATEWAY_PORT', 'MESSAGE_PORT', 'IMAGE_PORT', 'PAYMENT_PORT', 'AUTOMATION_PORT', 'SANDBOX_PORT']
  const ports = await Promise.all(names.map(async name => [name, String(await freePort())]))
  return { ...Object.fromEntries(ports), STANDALONE_DATA_DIR: path.resolve(dataDir) }
}

/** A `make` that goes on until it is ended. */
export interface RunningMake {
  output(): string
  /** Ends it and everything that it started with a signal, and waits. */
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Runs a target of the Makefile and waits until it is ready. */
export async function runMake(
  target: string,
  env: Record<string, string>,
  ready: (output: string) => Promise<boolean>,
): Promise<RunningMake> {
  // What the test runner adds to the environment (loaders in NODE_OPTIONS, even here) is not a user's.
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'FFMPEG_PATH', 'NATS_SERVER_BIN']
  const own = Object.fromEntries(kept.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])))
  const child: ChildProcess = spawn('env', ['-u', 'NODE_OPTIONS', 'make', target], {
    cwd: root,
    env: { ...own, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', text => {
      output += text
    })
  }
  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null || !child.pid) return
    const ended = once(child, 'exit')
    process.kill(-child.pid, signal)
    await ended
    // The compiler of `make dev` ends what it is at before it listens: it is not to hold up the test.
    for (const stream of [child.stdout, child.stderr]) stream?.destroy()
  }
  try {
    await eventually(
      () => {
        if (child.exitCode !== null) throw new Error(`make ${target} ended:\n${output}`)
        return ready(output)
      },
      { timeoutMs: 120_000, everyMs: 200 },
    )
  } catch (error) {
    await kill('SIGKILL')
    throw new Error(`make ${target} did not get ready:\n${output}`, { cause: error })
  }
  return { output: () => output, kill }
}

/** Runs `make start` and waits until the phone answers. */
export async function makeStart(env: Record<string, string>): Promise<Standalone> {
  const sandboxUrl = `http://127.0.0.1:${env['SANDBOX_PORT']}`
  const make = await runMake(
    'start',
    env,
    async output => output.includes('is running') && (await fetch(`${sandboxUrl}/health`)).ok,
  )
  return { phoneUrl: `${sandboxUrl}/phone/972500000001`, sandboxUrl, ...make }
}
