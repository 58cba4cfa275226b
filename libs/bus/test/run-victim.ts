import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Storage } from './harness.ts'

/** Runs a process that kills itself at the point; resolves with what it said that it had handled. */
export async function runVictim({ victim }: Storage, crashAt: string): Promise<{ signal: string; handled: string[] }> {
  const file = fileURLToPath(new URL('./victim.js', import.meta.url))
  const child = spawn(process.execPath, [file, victim.kind, victim.url, crashAt], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    said += text
  })
  const timer = setTimeout(() => child.kill('SIGTERM'), 20_000)
  const [, signal] = await once(child, 'close')
  clearTimeout(timer)
  return { signal, handled: said.split('\n').filter(Boolean) }
}
