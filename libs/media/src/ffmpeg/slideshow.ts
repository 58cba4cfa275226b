import fs from 'node:fs/promises'
import path from 'node:path'
import { RejectedError } from '@astria-bot/contracts'
import { toStill } from '../picture/encode.ts'
import type { Ffmpeg } from './find-ffmpeg.ts'
import { inTemporaryFolder } from './in-temporary-folder.ts'
import { type FfmpegLimits, runFfmpeg } from './run-ffmpeg.ts'
import { slideshowArgs } from './slideshow-args.ts'
import { whatsAppVideoBytes } from './whatsapp-args.ts'

const size = { width: 720, height: 960 }
const maxStills = 8

/**
 * A short video (MP4) of at most eight pictures. They are made small by sharp first: that is faster than ffmpeg's
 * decoders and keeps them away from bytes of others. Throws RejectedError.
 */
export function slideshow(pictures: readonly Uint8Array[], ffmpeg: Ffmpeg, limits: FfmpegLimits): Promise<Buffer> {
  return inTemporaryFolder(async folder => {
    const stills: string[] = []
    for (const [i, bytes] of pictures.slice(0, maxStills).entries()) {
      const still = path.join(folder, `${i}.jpg`)
      await fs.writeFile(still, await toStill(bytes, size.width, size.height))
      stills.push(still)
    }
    if (stills.length === 0) throw new RangeError('a slideshow needs a picture')
    const output = path.join(folder, 'slideshow.mp4')
    const timing = { stillSeconds: 1.8, blendSeconds: 0.4, framesPerSecond: 15 }
    await runFfmpeg(ffmpeg.path, slideshowArgs({ stills, output, join: ffmpeg.join, ...timing }), limits)
    const video = await fs.readFile(output)
    if (video.length >= whatsAppVideoBytes) throw new RejectedError('too_large', 'the slideshow is too large')
    return video
  })
}
