import { createHash } from 'node:crypto'
import { differenceHash, laplacianVariance, measureLight } from './grey-image.ts'
import { asRejected, openPicture } from './open-picture.ts'
import type { PictureReport } from './picture-report.ts'
import { sniff } from './sniff.ts'

/**
 * Measures a picture from a single decode of a 512 px thumbnail (shrunk while decoding). Throws
 * RejectedError('unreadable' | 'too_large').
 */
export async function inspectLocally(bytes: Uint8Array): Promise<PictureReport> {
  try {
    const image = openPicture(bytes)
    const { autoOrient } = await image.metadata()
    const { data, info } = await image
      .autoOrient()
      .resize(512, 512, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const grey = { data, width: info.width, height: info.height }
    const light = measureLight(grey)
    const { hash, mirrored } = differenceHash(grey)
    return {
      mimeType: sniff(bytes) as PictureReport['mimeType'],
      width: autoOrient.width,
      height: autoOrient.height,
      luma: light.mean,
      clipped: light.brightShare,
      sharpness: laplacianVariance(grey),
      hash,
      mirroredHash: mirrored,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    }
  } catch (error) {
    throw asRejected(error)
  }
}
