import sharp from 'sharp'
import type { Pack } from '../astria/packs.ts'
import { createRandom, type Random } from '../random.ts'
import { drawBackdrop } from './draw-backdrop.ts'
import { drawPerson } from './draw-person.ts'
import { markSvg, type PictureMark } from './mark.ts'
import { type PersonClass, traitsOf } from './traits.ts'

/** Who is in it: a drawn person again, or a picture that somebody uploaded. */
export type Sitter = { className: PersonClass; person: number } | { picture: Buffer }

export interface PortraitOrder {
  pack: Pick<Pack, 'slug' | 'title' | 'backdrops' | 'clothes'>
  sitter: Sitter
  /** Counts from 1. */
  number: number
  of: number
  width?: number
  mark?: PictureMark
}

const FULL_WIDTH = 1024

const escaped = (text: string) => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)

function drawn(
  order: PortraitOrder,
  sitter: { className: PersonClass; person: number },
  size: Size,
  random: Random,
): string {
  const backdrop = drawBackdrop(order.pack.backdrops[order.number % order.pack.backdrops.length]!, size, random)
  const pose = {
    x: (random.next() - 0.5) * 0.12,
    scale: 0.8 + random.next() * 0.14,
    tilt: random.between(-5, 5),
    mirrored: random.next() < 0.5,
  }
  const look = {
    expression: random.pick(['smile', 'calm', 'laugh', 'smile'] as const),
    gaze: random.next() * 1.2 - 0.6,
  }
  const traits = traitsOf(sitter.className, sitter.person)
  // Low enough that the caption does not lie on the chin.
  return backdrop + drawPerson(traits, look, random.pick(order.pack.clothes), pose, size)
}

interface Size {
  width: number
  height: number
}

/** The pack's light over an uploaded picture: the backdrop shows through at the edges. */
function lightOver(order: PortraitOrder, size: Size, random: Random): string {
  const [warm, cold] = random.pick([
    ['#ffb26b', '#3d2a5c'],
    ['#ffe9b8', '#1f3a4d'],
    ['#f2c6d0', '#3a1f3d'],
    ['#cfe8ff', '#2b2f44'],
  ] as const)
  const cx = order.number % 2 === 0 ? 0.3 : 0.7
  return `<radialGradient id="key" cx="${cx}" cy=".3" r=".75"><stop offset="0" stop-color="${warm}" stop-opacity=".30"/><stop offset=".55" stop-color="${warm}" stop-opacity="0"/><stop offset="1" stop-color="${cold}" stop-opacity=".82"/></radialGradient><rect width="${size.width}" height="${size.height}" fill="url(#key)"/>`
}

function frame(order: PortraitOrder, { width, height }: Size): string {
  const unit = width / FULL_WIDTH
  const bar = 118 * unit
  const top = height - bar - 76 * unit
  return `<linearGradient id="vignette" x1="0" y1="0" x2="0" y2="1"><stop offset=".62" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".55"/></linearGradient>
  <rect width="${width}" height="${height}" fill="url(#vignette)"/>
  <rect x="${28 * unit}" y="${28 * unit}" width="${width - 56 * unit}" height="${height - 92 * unit}" fill="none" stroke="#fff" stroke-opacity=".75" stroke-width="${3 * unit}"/>
  <text x="${64 * unit}" y="${top + 74 * unit}" font-family="Georgia, 'DejaVu Serif', serif" font-size="${50 * unit}" fill="#fff">${escaped(order.pack.title)}</text>
  <text x="${width - 64 * unit}" y="${top + 74 * unit}" text-anchor="end" font-family="Helvetica, 'DejaVu Sans', sans-serif" font-size="${34 * unit}" fill="#fff" fill-opacity=".9">${order.number} / ${order.of}</text>`
}

async function background(sitter: Sitter, { width, height }: Size): Promise<Buffer | undefined> {
  if (!('picture' in sitter)) return undefined
  const picture = sharp(sitter.picture, { limitInputPixels: 50_000_000 }).rotate().flatten({ background: '#fff' })
  return picture
    .resize(width, height, { fit: 'cover', position: 'attention' })
    .modulate({ saturation: 0.85 })
    .png({ compressionLevel: 0 })
    .toBuffer()
}

/** One portrait as a JPEG, 2:3. Everything in it follows from the order: asked twice, it is the same picture. */
export async function renderPortrait(order: PortraitOrder): Promise<Buffer> {
  const width = order.width ?? FULL_WIDTH
  const size = { width, height: width * 1.5 }
  const { sitter } = order
  const who = 'picture' in sitter ? 'upload' : `${sitter.className}:${sitter.person}`
  const random = createRandom(`portrait:${order.pack.slug}:${who}:${order.number}`)
  const inner = 'picture' in sitter ? lightOver(order, size, random) : drawn(order, sitter, size, random)
  const mark = order.mark ? markSvg(order.mark, size.width, size.height) : ''
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}">${inner}${frame(order, size)}${mark}</svg>`,
  )
  const below = await background(sitter, size)
  const picture = below ? sharp(below).composite([{ input: svg }]) : sharp(svg).flatten()
  return picture.jpeg({ quality: 88, chromaSubsampling: '4:4:4' }).toBuffer()
}
