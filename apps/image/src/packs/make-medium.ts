import { createHash } from 'node:crypto'
import type { FileRef } from '@astria-bot/contracts'
import { collage, inspectLocally, slideshow, toCover } from '@astria-bot/media'
import type { Studio } from '../studio.ts'
import type { Medium } from './describe-pack.ts'

const maxBytes = 30 * 1024 * 1024
/** Changes with the way in which media are made, so that they are made anew. */
const recipe = 'media 1'
/** Pictures that Astria's filter blocked are black. */
const blackLuma = 8

/** Makes one medium of a pack and keeps it: a cover, or an example (a video, or a collage where no ffmpeg works). */
export async function makeMedium(studio: Studio, packId: string, medium: Medium): Promise<FileRef | null> {
  const pictures = (await Promise.all(medium.urls.map(url => fetchPicture(studio, url)))).filter(
    bytes => bytes !== null,
  )
  if (pictures.length === 0) return null
  const key = keyOf(packId, medium.name, pictures)
  if (medium.name === 'cover') return keep(studio, `${key}.jpg`, () => toCover(pictures[0]!), 'image/jpeg')
  return (await keepVideo(studio, key, pictures)) ?? keep(studio, `${key}.jpg`, () => collage(pictures), 'image/jpeg')
}

/**
 * Named by what it is made from: a medium never changes under its name, and the same pictures give the same one
 * (ffmpeg's output differs from run to run).
 */
function keyOf(packId: string, name: string, pictures: readonly Buffer[]): string {
  const hash = createHash('sha256').update(recipe)
  for (const bytes of pictures) hash.update(createHash('sha256').update(bytes).digest())
  const plain = (text: string) => text.replace(/[^A-Za-z0-9_-]/g, '-')
  return `packs/${plain(packId)}/${plain(name)}-${hash.digest('hex').slice(0, 16)}`
}

async function keepVideo(studio: Studio, key: string, pictures: readonly Buffer[]): Promise<FileRef | null> {
  const ffmpeg = await studio.ffmpeg()
  if (!ffmpeg) return null
  try {
    const limits = { timeoutMs: studio.settings.FFMPEG_TIMEOUT_MS }
    return await keep(studio, `${key}.mp4`, () => slideshow(pictures, ffmpeg, limits), 'video/mp4')
  } catch (err) {
    studio.logger.warn({ err }, 'an example video could not be made: a collage takes its place')
    return null
  }
}

/** Null for a picture that cannot be had, is none, or is black. */
async function fetchPicture({ mediaFetch, logger }: Studio, url: string): Promise<Buffer | null> {
  try {
    const response = await mediaFetch(url, { redirect: 'follow', maxBytes })
    if (response.status !== 200) throw new Error(`the host answered ${response.status}`)
    const bytes = Buffer.from(await response.arrayBuffer())
    return (await inspectLocally(bytes)).luma < blackLuma ? null : bytes
  } catch (err) {
    logger.warn({ err }, 'an example picture of a pack could not be had')
    return null
  }
}

async function keep(
  { files }: Studio,
  fileKey: string,
  make: () => Promise<Buffer>,
  mimeType: string,
): Promise<FileRef> {
  if (!(await files.has(fileKey))) await files.put(fileKey, await make(), mimeType)
  return { fileKey, mimeType }
}
