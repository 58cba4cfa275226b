import type { Random } from '../random.ts'

interface Size {
  width: number
  height: number
}

/** Pairs of dark and light tones of one mood. */
const palettes = [
  ['#2e4a3a', '#a8c99a', '#e9e2b8'],
  ['#274863', '#8fb7d6', '#f1ead9'],
  ['#5b3a2c', '#c9966b', '#f0dcc0'],
  ['#3b3556', '#9a8bc4', '#eadcf2'],
  ['#4d4a45', '#b3ada1', '#ece7dc'],
  ['#6b3040', '#d48a8a', '#f6d9c9'],
  ['#1f4d52', '#7cc0b8', '#e6f0dc'],
  ['#574b1f', '#cbb85e', '#f5efc9'],
] as const

/** Blocks of light and shade: no two places look alike from afar, which is what a near-duplicate check looks at. */
function blocks({ width, height }: Size, random: Random, tones: readonly string[]): string {
  const columns = random.between(4, 6)
  const rows = random.between(5, 7)
  let svg = ''
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x = (column * width) / columns + random.between(-30, 30)
      const y = (row * height) / rows + random.between(-30, 30)
      const w = width / columns + random.between(10, 90)
      const h = height / rows + random.between(10, 90)
      const shape = `x="${x}" y="${y}" width="${w}" height="${h}" rx="${random.between(4, 60)}"`
      svg += `<rect ${shape} fill="${random.pick(tones)}" opacity="${(0.55 + random.next() * 0.4).toFixed(2)}"/>`
    }
  }
  return svg
}

function bokeh({ width, height }: Size, random: Random, tones: readonly string[]): string {
  return Array.from({ length: 26 }, () => {
    const at = `cx="${random.between(0, width)}" cy="${random.between(0, height)}" r="${random.between(18, 90)}"`
    return `<circle ${at} fill="${random.pick(tones)}" opacity="${(0.25 + random.next() * 0.5).toFixed(2)}"/>`
  }).join('')
}

function leaves({ width, height }: Size, random: Random, tones: readonly string[]): string {
  return Array.from({ length: 70 }, () => {
    const x = random.between(0, width)
    const y = random.between(0, height)
    const size = random.between(24, 70)
    return `<path transform="translate(${x} ${y}) rotate(${random.between(0, 359)})" d="M0 0 Q${size / 2} ${-size / 2} ${size} 0 Q${size / 2} ${size / 2} 0 0Z" fill="${random.pick(tones)}" opacity=".85"/>`
  }).join('')
}

function shelves({ width, height }: Size, random: Random, tones: readonly string[]): string {
  let svg = ''
  for (let y = 40; y < height; y += 170) {
    for (let x = 0; x < width; ) {
      const w = random.between(22, 60)
      const h = random.between(90, 140)
      svg += `<rect x="${x}" y="${y + 140 - h}" width="${w - 4}" height="${h}" fill="${random.pick(tones)}" rx="4"/>`
      x += w
    }
    svg += `<rect x="0" y="${y + 140}" width="${width}" height="14" fill="#00000066"/>`
  }
  return svg
}

function bricks({ width, height }: Size, random: Random, tones: readonly string[]): string {
  let svg = ''
  for (let row = 0, y = 0; y < height; row++, y += 58) {
    for (let x = row % 2 === 0 ? 0 : -60; x < width; x += 122) {
      if (random.next() < 0.75)
        svg += `<rect x="${x}" y="${y}" width="114" height="50" rx="6" fill="${random.pick(tones)}" opacity=".5"/>`
    }
  }
  return svg
}

const details = [bokeh, leaves, shelves, bricks] as const

/** A place behind a person: blocks of light, then something to recognise it by, then light from one side. */
export function drawPlace(size: Size, random: Random): string {
  const [dark, middle, light] = random.pick(palettes)
  const tones = [dark, dark, middle, light, light]
  const [fromLeft, fromTop] = [random.between(0, 1), random.between(0, 1)]
  return `<rect width="${size.width}" height="${size.height}" fill="${middle}"/>${blocks(size, random, tones)}${random.pick(details)(size, random, [dark, middle, light])}
  <linearGradient id="light" x1="${fromLeft}" y1="${fromTop}" x2="${1 - fromLeft}" y2="${1 - fromTop}"><stop offset="0" stop-color="#fff" stop-opacity=".28"/><stop offset=".5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".34"/></linearGradient>
  <rect width="${size.width}" height="${size.height}" fill="url(#light)"/>`
}
