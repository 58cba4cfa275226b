import type { Tap } from './tap.ts'

/** The id of a button or row: the kind of the tap and what it refers to, `pack:<packId>:<className>`. */
export function tapId(tap: Tap): string {
  return [tap.kind, ...references(tap)].map(part => encodePart(String(part))).join(':')
}

function references(tap: Tap): readonly (string | number)[] {
  switch (tap.kind) {
    case 'menu':
    case 'how':
    case 'language':
    case 'support':
    case 'status':
    case 'stop':
    case 'start':
    case 'keep':
    case 'models':
    case 'restart':
    case 'erase':
    case 'begin':
    case 'tips':
    case 'ready':
    case 'add_pictures':
    case 'new_model':
    case 'styles':
      return []
    case 'speak':
      return [tap.language]
    case 'consent':
      return [tap.answer, tap.version]
    case 'pay':
    case 'skip_feedback':
      return [tap.orderId]
    case 'rate':
      return [tap.orderId, tap.stars]
    case 'model':
      return [tap.tuneId]
    case 'restart_yes':
      return [tap.setId]
    case 'erase_yes':
      return [tap.askedAt]
    case 'class':
      return [tap.setId, tap.className]
    case 'tier':
      return [tap.tier]
    case 'more_packs':
      return [tap.tier, tap.from]
    case 'show':
    case 'example':
    case 'pack':
      return [tap.packId, tap.className]
    case 'terms':
      return [tap.draftId]
  }
}

function encodePart(part: string): string {
  return part.replaceAll('%', '%25').replaceAll(':', '%3A')
}
