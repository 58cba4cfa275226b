import sharp from 'sharp'

/**
 * What a generated picture says about itself: a stripe of cells at its lower edge, two colours of equal lightness, so that
 * it survives re-encoding and shrinking and does not disturb measurements of light and sharpness. Metadata would not do:
 * every careful receiver strips it.
 */
export interface PictureMark {
  kind: 'sample' | 'portrait'
  /** 28 bits: a sample's traits or a portrait's number. */
  payload: number
}

export const MARK_CELLS = 40
const PAYLOAD_BITS = 28
const SYNC = [1, 0, 1, 1, 0]
/** Blue for 0, clay for 1: luma of both is near 104. */
const colours = ['#4a6bc4', '#b45a32'] as const
/** Share of the picture's height. */
export const MARK_HEIGHT = 0.025

function checksum(kind: number, payload: number): number {
  let sum = 0x2b + kind
  for (let rest = payload; rest > 0; rest = Math.floor(rest / 64)) sum = (sum * 7 + (rest % 64)) % 61
  return sum % 64
}

const bitsOf = (value: number, count: number) =>
  Array.from({ length: count }, (_, i) => Math.floor(value / 2 ** (count - 1 - i)) % 2)
const numberOf = (bits: readonly number[]) => bits.reduce((value, bit) => value * 2 + bit, 0)

function cellsOf({ kind, payload }: PictureMark): number[] {
  const kindBit = kind === 'portrait' ? 1 : 0
  return [...SYNC, kindBit, ...bitsOf(payload, PAYLOAD_BITS), ...bitsOf(checksum(kindBit, payload), 6)]
}

/** The stripe as SVG elements, for a picture of this size. */
export function markSvg(mark: PictureMark, width: number, height: number): string {
  const stripe = Math.ceil(height * MARK_HEIGHT)
  const cell = width / MARK_CELLS
  const rects = cellsOf(mark).map(
    (bit, i) =>
      `<rect x="${Math.round(i * cell)}" y="${height - stripe}" width="${Math.ceil(cell)}" height="${stripe}" fill="${colours[bit as 0 | 1]}"/>`,
  )
  return `<g shape-rendering="crispEdges">${rects.join('')}</g>`
}

/** Reads the stripe; undefined when there is none. Throws when the picture cannot be decoded whole. */
export async function readMark(bytes: Buffer): Promise<PictureMark | undefined> {
  const { data, info } = await sharp(bytes, { limitInputPixels: 50_000_000 })
    .rotate()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .resize({ width: 1024, height: 1536, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (info.channels !== 3) return undefined
  const y = Math.floor(info.height * (1 - MARK_HEIGHT / 2))
  const bits: number[] = []
  for (let i = 0; i < MARK_CELLS; i++) {
    const bit = cellAt(
      data,
      info.width,
      Math.floor(((i + 0.5) * info.width) / MARK_CELLS),
      Math.min(y, info.height - 1),
    )
    if (bit === undefined) return undefined
    bits.push(bit)
  }
  if (SYNC.some((bit, i) => bits[i] !== bit)) return undefined
  const kind = bits[SYNC.length]!
  const payload = numberOf(bits.slice(SYNC.length + 1, SYNC.length + 1 + PAYLOAD_BITS))
  if (numberOf(bits.slice(-6)) !== checksum(kind, payload)) return undefined
  return { kind: kind === 1 ? 'portrait' : 'sample', payload }
}

/** Red against blue in the middle of a cell; undefined when neither leads clearly. */
function cellAt(data: Buffer, width: number, x: number, y: number): 0 | 1 | undefined {
  let difference = 0
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const at = ((y + dy) * width + x + dx) * 3
      difference += (data[at] ?? 0) - (data[at + 2] ?? 0)
    }
  }
  return Math.abs(difference) < 9 * 12 ? undefined : difference > 0 ? 1 : 0
}
