import type { Random } from '../random.ts'

export type Backdrop = 'studio' | 'office' | 'city' | 'garden' | 'gala' | 'sunset'

interface Size {
  width: number
  height: number
}

const glow = (id: string, inner: string, outer: string, { width, height }: Size, cy = 0.38) =>
  `<radialGradient id="${id}" cx=".5" cy="${cy}" r=".8"><stop offset="0" stop-color="${inner}"/><stop offset="1" stop-color="${outer}"/></radialGradient><rect width="${width}" height="${height}" fill="url(#${id})"/>`

/** Lights out of focus. */
function lights({ width, height }: Size, random: Random, colours: readonly string[], count: number, lower = 1): string {
  return Array.from({ length: count }, () => {
    const at = `cx="${random.between(0, width)}" cy="${random.between(0, Math.round(height * lower))}" r="${random.between(14, 78)}"`
    return `<circle ${at} fill="${random.pick(colours)}" opacity="${(0.12 + random.next() * 0.34).toFixed(2)}"/>`
  }).join('')
}

function panes({ width, height }: Size, random: Random): string {
  let svg = ''
  const columns = random.between(3, 5)
  for (let column = 0; column < columns; column++) {
    const w = width / columns
    for (let row = 0; row < 4; row++) {
      const h = (height * 0.72) / 4
      const opacity = (0.25 + random.next() * 0.5).toFixed(2)
      svg += `<rect x="${column * w + 12}" y="${row * h + 12}" width="${w - 24}" height="${h - 24}" fill="#eaf3fb" opacity="${opacity}" rx="6"/>`
    }
  }
  return `${svg}<rect y="${height * 0.72}" width="${width}" height="${height * 0.28}" fill="#33465c" opacity=".5"/>`
}

function towers({ width, height }: Size, random: Random): string {
  let svg = ''
  for (let x = -20; x < width; ) {
    const w = random.between(70, 150)
    const h = random.between(Math.round(height * 0.25), Math.round(height * 0.62))
    svg += `<rect x="${x}" y="${height - h}" width="${w}" height="${h}" fill="#0d1530" opacity=".8"/>`
    for (let y = height - h + 24; y < height; y += 44) {
      for (let wx = x + 14; wx < x + w - 18; wx += 30) {
        if (random.next() < 0.45)
          svg += `<rect x="${wx}" y="${y}" width="14" height="20" fill="${random.pick(['#ffd98a', '#ffeec2', '#8fc7ff'])}" opacity=".75"/>`
      }
    }
    x += w + random.between(4, 26)
  }
  return svg
}

function curtain({ width, height }: Size): string {
  const folds = Array.from({ length: 12 }, (_, i) => {
    const x = (i * width) / 12
    return `<path d="M${x} 0 Q${x + width / 24} ${height / 2} ${x} ${height} L${x + width / 24} ${height} Q${x + width / 12} ${height / 2} ${x + width / 24} 0Z" fill="#000" opacity=".16"/>`
  })
  return folds.join('')
}

/** Where a portrait is taken. */
export function drawBackdrop(backdrop: Backdrop, size: Size, random: Random): string {
  switch (backdrop) {
    case 'studio': {
      const [inner, outer] = random.pick([
        ['#d9dee4', '#59636f'],
        ['#e9d9c3', '#7c6149'],
        ['#cfd9d2', '#43584c'],
        ['#d6cfe2', '#4b4260'],
      ] as const)
      return glow('studio', inner, outer, size)
    }
    case 'office':
      return `${glow('office', '#cfe0ee', '#5d7791', size)}${panes(size, random)}${lights(size, random, ['#ffffff', '#bcd6ee'], 10, 0.7)}`
    case 'city':
      return `${glow('city', '#4a4f8f', '#0b1026', size, 0.3)}${towers(size, random)}${lights(size, random, ['#ffcf7a', '#ff8fa3', '#8fd3ff'], 26)}`
    case 'garden':
      return `${glow('garden', '#e6f0c4', '#3f6b45', size)}${lights(size, random, ['#f7ffd9', '#9ecb7a', '#5f9a5f', '#fff3b0'], 46)}`
    case 'gala':
      return `${glow('gala', '#8f2438', '#2a0710', size)}${curtain(size)}${lights(size, random, ['#ffd98a', '#ffe9b8', '#ffb55a'], 34)}`
    case 'sunset':
      return `${glow('sunset', '#ffe0a6', '#c8553d', size, 0.55)}${lights(size, random, ['#fff1c9', '#ffb26b', '#f27a5e'], 30)}<rect y="${size.height * 0.7}" width="${size.width}" height="${size.height * 0.3}" fill="#5a2a44" opacity=".45"/>`
  }
}
