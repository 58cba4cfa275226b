import { renderSample, renderThumbnail } from './render-sample.ts'
import { parseSample } from './samples.ts'

const KEPT = 300
const kept = new Map<string, Promise<Buffer>>()

/** A sample's JPEG, drawn once; undefined when there is no sample of this name. */
export async function sampleBytes(name: string, size: 'full' | 'thumb' = 'full'): Promise<Buffer | undefined> {
  const sample = parseSample(name)
  if (!sample) return undefined
  const key = `${name}/${size}`
  const known = kept.get(key)
  if (known) return known
  const drawing = size === 'thumb' ? renderThumbnail(sample) : renderSample(sample)
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value!)
  kept.set(key, drawing)
  return drawing
}
