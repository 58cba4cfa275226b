import { createHash } from 'node:crypto'
import type { Pack } from '@astria-bot/astria'
import { type DataOf, packImagesUpdated } from '@astria-bot/contracts'
import { tierOf } from '@astria-bot/pricing'

/** A pack as it is announced. */
export type PackData = DataOf<typeof packImagesUpdated>

/** One medium of a pack and the pictures it is made from. */
export interface Medium {
  /** `cover`, or the name of a class. */
  name: string
  urls: string[]
  /** Changes when other pictures are to be shown. */
  source: string
}

const maxExamples = 8

/** The media that a pack needs. */
export function mediaOf(pack: Pack): Medium[] {
  const cover = pack.coverUrl ?? pack.classes.flatMap(item => item.examples)[0]
  const wanted: [string, string[]][] = [
    ['cover', cover ? [cover] : []],
    ...pack.classes.map((item): [string, string[]] => [item.className, item.examples.slice(0, maxExamples)]),
  ]
  return wanted
    .filter(([, urls]) => urls.length > 0)
    .map(([name, urls]) => ({
      name,
      urls,
      source: createHash('sha256').update(urls.join('\n')).digest('hex').slice(0, 16),
    }))
}

/** A pack as it is to be announced, with the media that are there. Null for one that nobody can buy. */
export function describePack(
  pack: Pack,
  media: ReadonlyMap<string, PackData['cover']>,
  version: number,
): PackData | null {
  if (pack.classes.length === 0) return null
  return packImagesUpdated.schema.parse({
    packId: pack.packId,
    slug: pack.slug,
    title: pack.title,
    tier: tierOf(pack.slug),
    available: true,
    cover: media.get('cover') ?? null,
    classes: pack.classes.map(({ className, imageCount }) => ({
      className,
      imageCount,
      example: media.get(className) ?? null,
    })),
    version,
  })
}

/** The media of a pack as it was announced last. */
export function announcedMedia(data: PackData | null): Map<string, PackData['cover']> {
  return new Map([
    ['cover', data?.cover ?? null],
    ...(data?.classes ?? []).map((item): [string, PackData['cover']] => [item.className, item.example]),
  ])
}
