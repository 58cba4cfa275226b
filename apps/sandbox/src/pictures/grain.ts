import sharp from 'sharp'
import { createRandom } from '../random.ts'

const CELL = 240
const STRENGTH = 16

let tile: Promise<Buffer> | undefined

async function makeGrain(): Promise<Buffer> {
  const random = createRandom('grain')
  const data = Buffer.alloc(CELL * CELL)
  for (let i = 0; i < data.length; i++) {
    const noise = random.next() + random.next() + random.next() - 1.5
    data[i] = Math.max(0, Math.min(255, Math.round(128 + noise * 2 * STRENGTH)))
  }
  return sharp(data, { raw: { width: CELL, height: CELL, channels: 1 } })
    .resize(CELL * 2, CELL * 2, { kernel: 'cubic' })
    .toColourspace('srgb')
    .png()
    .toBuffer()
}

/** A tile of film grain: without it a drawing is smoother than any photograph, and looks out of focus to a blur check. */
export function grain(): Promise<Buffer> {
  tile ??= makeGrain()
  return tile
}
