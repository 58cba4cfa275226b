import sharp from 'sharp'

export interface Measured {
  /** Mean luma, 0–255. */
  mean: number
  /** Variance of the 4-neighbour Laplacian of the grey copy whose longest side is 512. */
  sharpness: number
}

/** Light and sharpness of a picture, apart from the mark at its lower edge. Throws when it cannot be decoded. */
export async function measure(bytes: Buffer): Promise<Measured> {
  const { data, info } = await sharp(bytes, { limitInputPixels: 50_000_000 })
    .rotate()
    .greyscale()
    .resize({ width: 512, height: 512, fit: 'inside' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  let light = 0
  let sum = 0
  let squares = 0
  let count = 0
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const value = data[at]!
      const edge = 4 * value - data[at - 1]! - data[at + 1]! - data[at - width]! - data[at + width]!
      light += value
      sum += edge
      squares += edge * edge
      count++
    }
  }
  if (count === 0) return { mean: data[0] ?? 0, sharpness: 0 }
  return { mean: light / count, sharpness: squares / count - (sum / count) ** 2 }
}
