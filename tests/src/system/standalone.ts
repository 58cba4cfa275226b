import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually, freePort } from '@astria-bot/testing'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The standalone as a user starts it. */
export interface Standalone {
  readonly phoneUrl: string
  readonly sandboxUrl: string
  output(): string
  /** Ends it and everything that it started with a signal, and waits. */
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Environment with ports of its own, so that it can run beside another one. */
export async function standaloneEnvironment(dataDir: string): Promise<Record<string, string>> {
  const names = ['GATEWAY_PORT', 'MESSAGE_PORT', 'IMAGE_PORT', 'PAYMENT_PORT', 'AUTOMATION_PORT', 'SANDBOX_PORT']
  const ports = await Promise.all(names.map(async name => [name, String(await freePort())]))
  return { ...Object.fromEntries(ports), STANDALONE_DATA_DIR: path.resolve(dataDir) }
}

/** Runs `make start` and waits until the phone answers. */
export async function makeStart(env: Record<string, string>): Promise<Standalone> {
  // What the test runner adds to the environment (loaders in NODE_OPTIONS, even here) is not a user's.
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'FFMPEG_PATH']
  const own = Object.fromEntries(kept.flatMap(name => (process.env[name] ? [[name, process.env[name]]] : [])))
  const child: ChildProcess = spawn('env', ['-u', 'NODE_OPTIONS', 'make', 'start'], {
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
  }
  const sandboxUrl = `http://127.0.0.1:${env['SANDBOX_PORT']}`
  try {
    await eventually(
      async () => {
        if (child.exitCode !== null) throw new Error(`make start ended:\n${output}`)
        return output.includes('is running') && (await fetch(`${sandboxUrl}/health`)).ok
      },
      { timeoutMs: 120_000, everyMs: 200 },
    )
  } catch (error) {
    await kill('SIGKILL')
    throw new Error(`make start did not get ready:\n${output}`, { cause: error })
  }
  return { phoneUrl: `${sandboxUrl}/phone/972500000001`, sandboxUrl, output: () => output, kill }
}
