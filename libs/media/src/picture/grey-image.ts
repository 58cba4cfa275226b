/** A picture in shades of grey, one byte per pixel, row by row. */
export interface GreyImage {
  data: Uint8Array
  width: number
  height: number
}

/** What light there is: the mean (0–255) and the shares of nearly black and nearly white pixels (0–1). */
export interface Light {
  mean: number
  darkShare: number
  brightShare: number
}

/** Measures the light of a picture. */
export function measureLight({ data }: GreyImage): Light {
  let sum = 0
  let dark = 0
  let bright = 0
  for (const value of data) {
    sum += value
    if (value < 25) dark += 1
    else if (value > 245) bright += 1
  }
  return { mean: sum / data.length, darkShare: dark / data.length, brightShare: bright / data.length }
}

/** The variance of the four-neighbour Laplacian: high where there are sharp edges, low where everything is blurred. */
export function laplacianVariance({ data, width, height }: GreyImage): number {
  let sum = 0
  let squares = 0
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1, i = y * width + 1; x < width - 1; x += 1, i += 1) {
      const value = data[i - 1]! + data[i + 1]! + data[i - width]! + data[i + width]! - 4 * data[i]!
      sum += value
      squares += value * value
    }
  }
  const count = Math.max(1, (width - 2) * (height - 2))
  return squares / count - (sum / count) ** 2
}

/**
 * The 64-bit difference hash of a picture and of its mirror image, as 16 hex digits: the picture averaged down to
 * 9 × 8 cells, a bit for each pair of neighbours.
 */
export function differenceHash(image: GreyImage): { hash: string; mirrored: string } {
  const cells = averageCells(image, 9, 8)
  let hash = 0n
  let mirrored = 0n
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const left = cells[row * 9 + column]!
      const right = cells[row * 9 + column + 1]!
      hash = (hash << 1n) | (left < right ? 1n : 0n)
      const mirrorLeft = cells[row * 9 + 8 - column]!
      const mirrorRight = cells[row * 9 + 7 - column]!
      mirrored = (mirrored << 1n) | (mirrorLeft < mirrorRight ? 1n : 0n)
    }
  }
  return { hash: hex(hash), mirrored: hex(mirrored) }
}

function averageCells({ data, width, height }: GreyImage, columns: number, rows: number): number[] {
  const cells: number[] = []
  for (let row = 0; row < rows; row += 1) {
    const top = Math.floor((row * height) / rows)
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / rows))
    for (let column = 0; column < columns; column += 1) {
      const left = Math.floor((column * width) / columns)
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / columns))
      let sum = 0
      for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) sum += data[y * width + x] ?? 0
      cells.push(sum / ((bottom - top) * (right - left)))
    }
  }
  return cells
}

const hex = (value: bigint) => value.toString(16).padStart(16, '0')
