import type { Astria } from './astria.ts'
import { findPack } from './packs.ts'
import type { PromptRow, PromptSetRow, TuneRow } from './rows.ts'
import { imagesOf, origPrompt } from './views.ts'

/** The prompts that a set of a pack consists of, or those of them that were asked for. */
export function newPrompts(astria: Astria, set: PromptSetRow, tune: TuneRow): PromptRow[] {
  const pack = findPack(String(set.packId))
  if (!pack) return []
  const total = imagesOf(astria, pack)
  const rows: PromptRow[] = []
  for (let made = 0, index = 0; made < total; index++) {
    const numImages = Math.min(pack.imagesPerPrompt, total - made)
    const origPromptId = origPrompt(pack, tune.name, index)
    const first = made + 1
    made += numImages
    if (set.only.length > 0 && !set.only.includes(origPromptId)) continue
    rows.push({
      id: astria.nextId('prompt'),
      setId: set.id,
      tuneId: tune.id,
      packId: pack.id,
      origPromptId,
      text: `<lora:${tune.id}:1.0>ohwx ${tune.name}, ${pack.title} ${index + 1}, soft light`,
      callback: set.callback,
      seed: null,
      numImages,
      first,
      of: total,
      video: false,
      createdAt: new Date().toISOString(),
      startedAt: null,
      trainedAt: null,
      userError: null,
    })
  }
  return rows
}
