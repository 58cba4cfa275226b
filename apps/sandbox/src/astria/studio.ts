import { markOfPortrait } from '../pictures/describe-mark.ts'
import { renderPortrait } from '../pictures/render-portrait.ts'
import { renderVideo } from '../pictures/render-video.ts'
import type { PersonClass } from '../pictures/traits.ts'
import type { Astria } from './astria.ts'
import { findPack, type Pack, packs } from './packs.ts'
import type { PromptRow, TuneRow } from './rows.ts'
import { sitterOf } from './sitter.ts'

const KEPT = 400
const EXAMPLE_WIDTH = 682
const EXAMPLE_PERSON = 7

/** Draws what the API only names: portraits, covers and examples, when somebody asks for them. */
export interface Studio {
  portrait(promptId: string, index: number): Promise<{ mimeType: string; bytes: Buffer } | undefined>
  cover(packId: string): Promise<Buffer | undefined>
  example(packId: string, className: string, number: number): Promise<Buffer | undefined>
  makeVideo(prompt: PromptRow, tune: TuneRow): Promise<string | null>
}

export function createStudio(astria: Astria, ffmpeg: string | undefined): Studio {
  const kept = new Map<string, Promise<Buffer>>()
  const once = (key: string, draw: () => Promise<Buffer>) => {
    const known = kept.get(key)
    if (known) return known
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value!)
    const drawing = draw()
    kept.set(key, drawing)
    drawing.catch(() => kept.delete(key))
    return drawing
  }
  const sample = (pack: Pack, className: PersonClass, number: number) =>
    once(`${pack.id}-${className}-${number}`, () =>
      renderPortrait({
        pack,
        sitter: { className, person: EXAMPLE_PERSON + (number % 3) },
        number,
        of: pack.images,
        width: EXAMPLE_WIDTH,
      }),
    )
  async function draw(prompt: PromptRow, tune: TuneRow, index: number): Promise<Buffer> {
    const number = prompt.first + index
    const pack = findPack(String(prompt.packId)) ?? { ...packs[0]!, title: 'Portrait' }
    const sitter = await sitterOf(tune, astria.blobs, number)
    return renderPortrait({ pack, sitter, number, of: prompt.of, mark: markOfPortrait(Number(prompt.id), index) })
  }
  return {
    async portrait(promptId, index) {
      const prompt = astria.prompts.get(promptId)
      const tune = astria.tunes.get(prompt?.tuneId ?? '')
      if (!prompt?.trainedAt || !tune || index >= prompt.numImages) return undefined
      if (prompt.video) {
        const bytes = await astria.blobs.get(`video-${promptId}`)
        return bytes && { mimeType: 'video/mp4', bytes }
      }
      return { mimeType: 'image/jpeg', bytes: await once(`${promptId}-${index}`, () => draw(prompt, tune, index)) }
    },
    async cover(packId) {
      const pack = findPack(packId)
      return pack && sample(pack, pack.classes[0]!, 1)
    },
    async example(packId, className, number) {
      const pack = findPack(packId)
      const known = pack?.classes.find(name => name === className)
      return pack && known && number >= 1 && number <= pack.images ? sample(pack, known, number) : undefined
    },
    async makeVideo(prompt, tune) {
      try {
        await astria.blobs.put(`video-${prompt.id}`, await renderVideo(ffmpeg, await draw(prompt, tune, 0)))
        return null
      } catch (error) {
        return `The video could not be made: ${error instanceof Error ? error.message : 'unknown'}`
      }
    },
  }
}
