/**
 * Draws a cartoon person before a patchwork wall, in dappled light. The coarse patches of both are what makes two seeds
 * differ in a perceptual hash, which sees no more than 9 × 8 of them.
 */
export function personSvg(random: () => number, width: number, height: number): string {
  const between = (low: number, high: number) => low + random() * (high - low)
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
  const size = between(0.26, 0.34) * width
  const x = width * between(0.38, 0.62)
  const y = height * between(0.34, 0.44)
  const skin = pick(['#e8b48f', '#c68a5e', '#8d5a3b', '#f0c8a8', '#a8714b'])
  const hair = pick(['#3a2a1d', '#70492a', '#b5853f', '#555155', '#8c3f2a'])
  const shirt = `hsl(${between(0, 360).toFixed()} 45% 52%)`
  const eye = (side: number) =>
    `<ellipse cx="${x + side * size * 0.34}" cy="${y - size * 0.08}" rx="${size * 0.13}" ry="${size * 0.085}" fill="#fff"/>
     <circle cx="${x + side * size * 0.34}" cy="${y - size * 0.08}" r="${size * 0.06}" fill="#2b3a55"/>
     <path d="M ${x + side * size * 0.5} ${y - size * 0.27} q ${-side * size * 0.16} ${-size * 0.1} ${-side * size * 0.32} 0"
       stroke="${hair}" stroke-width="${size * 0.05}" fill="none"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    ${wall(between, width, height)}
    <path d="M ${x - size * 1.9} ${height} q ${size * 0.1} ${-(height - y) * 0.62} ${size * 1.9} ${-(height - y) * 0.62}
      q ${size * 1.8} 0 ${size * 1.9} ${(height - y) * 0.62} z" fill="${shirt}"/>
    ${stripes(x, y, size, height)}
    <ellipse cx="${x}" cy="${y - size * 0.25}" rx="${size * 0.98}" ry="${size * 1.16}" fill="${hair}"/>
    <rect x="${x - size * 0.3}" y="${y + size * 0.7}" width="${size * 0.6}" height="${size * 0.8}" rx="${size * 0.2}" fill="${skin}"/>
    <ellipse cx="${x}" cy="${y}" rx="${size * 0.78}" ry="${size}" fill="${skin}"/>
    ${eye(-1)}${eye(1)}
    <path d="M ${x} ${y} l ${-size * 0.1} ${size * 0.25} h ${size * 0.16}" stroke="#00000055" stroke-width="${size * 0.04}" fill="none"/>
    <path d="M ${x - size * 0.3} ${y + size * 0.5} q ${size * 0.3} ${size * between(0.08, 0.28)} ${size * 0.6} 0"
      stroke="#8a3b3b" stroke-width="${size * 0.07}" fill="none" stroke-linecap="round"/>
    ${light(between, width, height)}
  </svg>`
}

type Between = (low: number, high: number) => number

function wall(between: Between, width: number, height: number): string {
  const color = () => `hsl(${between(0, 360).toFixed()} ${between(15, 40).toFixed()}% ${between(22, 85).toFixed()}%)`
  return patches(width, height, () => `fill="${color()}"`)
}

function light(between: Between, width: number, height: number): string {
  return patches(width, height, () => {
    const strength = between(-0.34, 0.34)
    return `fill="${strength < 0 ? '#000' : '#fff'}" fill-opacity="${Math.abs(strength).toFixed(2)}"`
  })
}

function patches(width: number, height: number, fill: () => string): string {
  const [columns, rows] = [9, 8]
  const one = (_: unknown, n: number) => {
    const [left, top] = [((n % columns) * width) / columns, (Math.floor(n / columns) * height) / rows]
    return `<rect x="${left}" y="${top}" width="${width / columns}" height="${height / rows}" ${fill()}/>`
  }
  return Array.from({ length: columns * rows }, one).join('')
}

function stripes(x: number, y: number, size: number, height: number): string {
  const lines = Array.from({ length: 7 }, (_, n) => {
    const top = y + size * (1.9 + n * 0.4)
    return `<path d="M ${x - size * 1.2} ${top} h ${size * 2.4}" stroke="#ffffff88" stroke-width="${size * 0.08}"/>`
  })
  return height > y + size ? lines.join('') : ''
}
