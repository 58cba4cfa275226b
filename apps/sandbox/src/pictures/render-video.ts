import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installedFfmpeg } from './installed-ffmpeg.ts'

const TIMEOUT_MS = 60_000
const slowZoom =
  "scale=1024:1536,zoompan=z='1+0.002*on':x='iw/2-(iw/zoom/2)':y='ih/3-(ih/zoom/3)':d=48:s=512x768:fps=24,format=yuv420p"

function run(ffmpeg: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(ffmpeg, args, { stdio: 'ignore', timeout: TIMEOUT_MS, killSignal: 'SIGKILL' })
    child.on('error', reject)
    child.on('close', code => (code === 0 ? resolve() : reject(new Error(`ffmpeg ended with ${code}`))))
  })
}

/**
 * Two seconds of slowly coming nearer: H.264 without B-frames and a silent sound track, as phones like it. By the ffmpeg
 * at that path, or the installed one.
 */
export async function renderVideo(ffmpeg: string | undefined, picture: Buffer): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-video-'))
  try {
    const [from, to] = [join(folder, 'in.jpg'), join(folder, 'out.mp4')]
    await writeFile(from, picture)
    const input = ['-nostdin', '-y', '-i', from, '-f', 'lavfi', '-i', 'anullsrc=cl=stereo:r=44100', '-vf', slowZoom]
    const output = [
      '-c:v',
      'libx264',
      '-profile:v',
      'baseline',
      '-preset',
      'veryfast',
      '-c:a',
      'aac',
      '-t',
      '2',
      '-movflags',
      '+faststart',
      to,
    ]
    await run(ffmpeg ?? (await installedFfmpeg()), [...input, ...output])
    return await readFile(to)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
