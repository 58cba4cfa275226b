import type { PictureMark } from './mark.ts'
import { sampleOfMark } from './sample-mark.ts'

/** The first prompt's number: a portrait's mark counts from here. */
export const FIRST_PROMPT = 46_100_000
const IMAGES_PER_PROMPT = 16

export const markOfPortrait = (promptId: number, index: number): PictureMark => ({
  kind: 'portrait',
  payload: (promptId - FIRST_PROMPT) * IMAGES_PER_PROMPT + index,
})

/** `sample:woman-1-03`, `portrait:46100012-0`: how a picture is called in the record. */
export function describeMark(mark: PictureMark): string {
  const sample = sampleOfMark(mark)
  if (sample) return `sample:${sample.name}`
  return `portrait:${FIRST_PROMPT + Math.floor(mark.payload / IMAGES_PER_PROMPT)}-${mark.payload % IMAGES_PER_PROMPT}`
}
