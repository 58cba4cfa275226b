import type { PictureSet } from '../conversation.ts'
import type { World } from '../input.ts'

/** Who most of the pictures show: one class, or several when they do not tell. Empty when no pack offers any. */
export function classesOf({ accepted }: PictureSet, world: World): readonly string[] {
  const counts = new Map<string, number>()
  for (const { className } of accepted) {
    if (className !== null) counts.set(className, (counts.get(className) ?? 0) + 1)
  }
  const most = Math.max(0, ...counts.values())
  const leading = [...counts].filter(([, count]) => count === most).map(([className]) => className)
  if (leading.length > 0) return leading
  return [...new Set(world.packs.flatMap(pack => pack.classes.map(offered => offered.className)))].filter(Boolean)
}
