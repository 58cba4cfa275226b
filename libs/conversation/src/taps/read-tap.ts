import type { Tier } from '../words.ts'
import type { Stars, Tap } from './tap.ts'

type Reader = (first: string, second: string) => Tap | null

/** The tap behind an id, or null: not ours, or of a kind that is no longer used. */
export function readTap(id: string): Tap | null {
  const [kind = '', first = '', second = ''] = id.split(':').map(decodePart)
  return Object.hasOwn(readers, kind) ? readers[kind as Tap['kind']](first, second) : null
}

const readers: Readonly<Record<Tap['kind'], Reader>> = {
  menu: () => ({ kind: 'menu' }),
  how: () => ({ kind: 'how' }),
  language: () => ({ kind: 'language' }),
  support: () => ({ kind: 'support' }),
  status: () => ({ kind: 'status' }),
  stop: () => ({ kind: 'stop' }),
  start: () => ({ kind: 'start' }),
  keep: () => ({ kind: 'keep' }),
  models: () => ({ kind: 'models' }),
  restart: () => ({ kind: 'restart' }),
  erase: () => ({ kind: 'erase' }),
  begin: () => ({ kind: 'begin' }),
  tips: () => ({ kind: 'tips' }),
  ready: () => ({ kind: 'ready' }),
  add_pictures: () => ({ kind: 'add_pictures' }),
  new_model: () => ({ kind: 'new_model' }),
  styles: () => ({ kind: 'styles' }),
  speak: language => (language === 'en' || language === 'he' ? { kind: 'speak', language } : null),
  consent: (answer, version) => (answer === 'yes' || answer === 'no' ? { kind: 'consent', answer, version } : null),
  pay: orderId => ({ kind: 'pay', orderId }),
  skip_feedback: orderId => ({ kind: 'skip_feedback', orderId }),
  rate: (orderId, stars) => (/^[1-5]$/.test(stars) ? { kind: 'rate', orderId, stars: Number(stars) as Stars } : null),
  model: tuneId => ({ kind: 'model', tuneId }),
  restart_yes: setId => ({ kind: 'restart_yes', setId }),
  erase_yes: askedAt => (/^\d{1,16}$/.test(askedAt) ? { kind: 'erase_yes', askedAt: Number(askedAt) } : null),
  class: (setId, className) => ({ kind: 'class', setId, className }),
  tier: tier => (isTier(tier) ? { kind: 'tier', tier } : null),
  more_packs: (tier, from) =>
    isTier(tier) && /^\d{1,6}$/.test(from) ? { kind: 'more_packs', tier, from: Number(from) } : null,
  show: (packId, className) => ({ kind: 'show', packId, className }),
  example: (packId, className) => ({ kind: 'example', packId, className }),
  pack: (packId, className) => ({ kind: 'pack', packId, className }),
  terms: draftId => ({ kind: 'terms', draftId }),
}

function isTier(text: string): text is Tier {
  return text === 'lite' || text === 'standard' || text === 'premium'
}

function decodePart(part: string): string {
  return part.replaceAll('%3A', ':').replaceAll('%25', '%')
}
