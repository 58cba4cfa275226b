import type { ContactSnapshot } from '@astria-bot/contracts'
import type { Occasion, SystemOccasion } from '../core/index.ts'

/** What a newer snapshot says that the older one did not, as triggers look at it. */
export function changesOf(before: ContactSnapshot | undefined, after: ContactSnapshot, atMs: number): Occasion[] {
  if (!before || before.version >= after.version) return []
  const key = `${after.contactId}:${after.version}`
  const tagsAdded = after.tags.filter(tag => !before.tags.includes(tag))
  const attributesSet = Object.keys(after.attributes).filter(
    name => after.attributes[name] !== null && after.attributes[name] !== before.attributes[name],
  )
  const occasions: Occasion[] = []
  if (tagsAdded.length > 0 || attributesSet.length > 0) {
    occasions.push({ type: 'contact_changed', atMs, key, tagsAdded, attributesSet })
  }
  if (before.optedOut !== after.optedOut) occasions.push(opted(after.optedOut, key, atMs))
  return occasions
}

function opted(out: boolean, key: string, atMs: number): SystemOccasion {
  return { type: 'system_event', atMs, event: out ? 'opted_out' : 'opted_in', key, about: {} }
}
