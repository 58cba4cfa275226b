import type { Pack, Settings, World } from '@astria-bot/conversation'

export const settings: Settings = {
  minPictures: 2,
  maxPictures: 4,
  prices: { lite: 4900, standard: 9950, premium: 124_900 },
  currency: 'ILS',
  supportContact: 'https://studio.example/help',
  consentVersion: '1',
  termsVersion: '7',
  defaultLanguage: 'en',
  albumMs: 4000,
}

function pack(packId: string, title: string, tier: Pack['tier'], ...classNames: string[]): Pack {
  const example = { fileKey: `example/${packId}.mp4`, mimeType: 'video/mp4' }
  return {
    packId,
    title,
    tier,
    cover: { fileKey: `cover/${packId}.jpg`, mimeType: 'image/jpeg' },
    classes: classNames.map(className => ({ className, imageCount: 12, example: packId === 'plain' ? null : example })),
  }
}

/** Styles for women in two sizes, one of them (`plain`) without an example; some also for men. */
export const packs: readonly Pack[] = [
  pack('corporate', 'Corporate', 'lite', 'woman', 'man'),
  pack('garden', 'Garden', 'lite', 'woman', 'man'),
  pack('plain', 'Plain', 'lite', 'woman'),
  pack('viking', 'Viking', 'lite', 'man'),
  pack('noir', 'Noir', 'lite', 'woman'),
  pack('opera', 'Opera', 'premium', 'woman', 'man'),
]

/** The world of a test: time goes on and ids are fresh, as the shell provides them. */
export function createWorld(changes: { settings?: Partial<Settings>; packs?: readonly Pack[]; name?: string } = {}) {
  let now = Date.UTC(2026, 4, 28, 12)
  let ids = 0
  let current = { settings: { ...settings, ...changes.settings }, packs: changes.packs ?? packs, name: changes.name }
  return {
    next(): World {
      ids += 1
      const { name, ...rest } = current
      return { now, orderId: `order-${ids}`, setId: `set-${ids}`, ...rest, ...(name === undefined ? {} : { name }) }
    },
    now: () => now,
    pass(ms: number): void {
      now += ms
    },
    change(to: { settings?: Partial<Settings>; packs?: readonly Pack[] }): void {
      current = { ...current, settings: { ...current.settings, ...to.settings }, packs: to.packs ?? current.packs }
    },
  }
}
