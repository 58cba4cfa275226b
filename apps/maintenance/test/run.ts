import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../main.js', import.meta.url))

/** How a process ended, and what it said. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  output: string
}

/** Runs the command as a process of its own, with this environment and nothing else. */
export function run(words: readonly string[], env: Record<string, string>): Promise<Ended> {
  return start(words, env).ended
}

/** The same, for those who want to end it. */
export function start(words: readonly string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [main, ...words], {
    env: { PATH: process.env.PATH ?? '', ENVIRONMENT: 'test', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', chunk => (output += chunk))
  const ended = new Promise<Ended>(resolve => child.once('close', (code, signal) => resolve({ code, signal, output })))
  return { child, ended, output: () => output }
}
