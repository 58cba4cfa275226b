import fs from 'node:fs/promises'
import path from 'node:path'
import { RejectedError } from '@astria-bot/contracts'
import { sniff } from '../picture/sniff.ts'
import type { Ffmpeg } from './find-ffmpeg.ts'
import { inTemporaryFolder } from './in-temporary-folder.ts'
import { type FfmpegLimits, runFfmpeg } from './run-ffmpeg.ts'
import { demuxers, transcodeArgs, transcodeSteps } from './transcode-args.ts'
import { whatsAppVideoBytes } from './whatsapp-args.ts'

/** A video as WhatsApp plays it, below 16 MB. Throws RejectedError('unreadable' | 'too_large' | 'ffmpeg_…'). */
export function transcodeForWhatsApp(bytes: Uint8Array, ffmpeg: Ffmpeg, limits: FfmpegLimits): Promise<Buffer> {
  return inTemporaryFolder(async folder => {
    const type = sniff(bytes)
    if (type !== 'video/mp4' && type !== 'video/webm') throw new RejectedError('unreadable', 'the bytes are no video')
    const input = path.join(folder, 'input')
    const output = path.join(folder, 'output.mp4')
    await fs.writeFile(input, bytes)
    for (const step of transcodeSteps) {
      await runFfmpeg(ffmpeg.path, transcodeArgs({ path: input, demuxer: demuxers[type] }, output, step), limits)
      const video = await fs.readFile(output)
      if (video.length < whatsAppVideoBytes) return video
    }
    throw new RejectedError('too_large', 'the video does not fit into 16 MB')
  })
}
