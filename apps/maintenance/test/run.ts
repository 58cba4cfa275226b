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
export async function run(words: readonly string[], env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, [main, ...words], {
    env: { PATH: process.env.PATH ?? '', ENVIRONMENT: 'test', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', chunk => (output += chunk))
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>(resolve =>
    child.once('close', (...end) => resolve(end)),
  )
  return { code, signal, output }
}
