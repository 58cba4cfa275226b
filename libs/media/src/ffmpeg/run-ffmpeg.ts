import { spawn } from 'node:child_process'
import { RejectedError } from '@astria-bot/contracts'

/** How one call of ffmpeg is bounded. */
export interface FfmpegLimits {
  /** Wall clock; then it is killed. */
  timeoutMs: number
}

const keptBytes = 256 * 1024

/**
 * Runs ffmpeg with an array of arguments, no shell and nothing on its standard input, and resolves with what it
 * printed. Throws RejectedError: `ffmpeg_missing`, `ffmpeg_timeout` or `ffmpeg_failed`.
 */
export function runFfmpeg(path: string, args: readonly string[], { timeoutMs }: FfmpegLimits): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, ['-hide_banner', '-nostdin', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Nothing of our environment: no proxy, no secrets.
      env: {},
    })
    let printed = ''
    const keep = (chunk: Buffer) => {
      printed = (printed + chunk.toString('utf8')).slice(-keptBytes)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      child.kill('SIGKILL')
    }, timeoutMs)
    child.on('error', cause => {
      clearTimeout(timer)
      reject(new RejectedError('ffmpeg_missing', 'ffmpeg cannot be started', { cause }))
    })
    child.on('close', code => {
      clearTimeout(timer)
      if (code === 0) resolve(printed)
      else if (timedOut) reject(new RejectedError('ffmpeg_timeout', `ffmpeg took longer than ${timeoutMs} ms`))
      else reject(new RejectedError('ffmpeg_failed', `ffmpeg ended with ${code}: ${printed.slice(-500)}`))
    })
  })
}
