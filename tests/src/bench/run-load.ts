import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { LoadResult, LoadTask } from './load.ts'

/** Runs the load in a process of its own. */
export async function runLoad(task: LoadTask): Promise<LoadResult> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./load.js', import.meta.url)), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  for await (const chunk of child.stdout) output += chunk
  return JSON.parse(output) as LoadResult
}
