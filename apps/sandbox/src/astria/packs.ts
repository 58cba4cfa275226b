import type { Backdrop } from '../pictures/draw-backdrop.ts'
import type { Clothes } from '../pictures/draw-outfit.ts'
import type { PersonClass } from '../pictures/traits.ts'

type Tier = 'lite' | 'standard' | 'premium'

/** A style that is sold in a size. */
export interface Pack {
  id: number
  slug: string
  title: string
  tier: Tier | undefined
  classes: readonly PersonClass[]
  /** Pictures in all. */
  images: number
  imagesPerPrompt: number
  backdrops: readonly Backdrop[]
  clothes: readonly Clothes[]
}

const suits: readonly Clothes[] = [
  { outfit: 'suit', main: '#1f2a44', accent: '#8c2f3a' },
  { outfit: 'suit', main: '#2c2f36', accent: '#31557f' },
  { outfit: 'shirt', main: '#dfe7f2', accent: '#c4d2e6' },
  { outfit: 'jacket', main: '#39495c', accent: '#f3f1ea' },
]
const casual: readonly Clothes[] = [
  { outfit: 'sweater', main: '#e6d5b8', accent: '#a9744f' },
  { outfit: 'jacket', main: '#5d6f4e', accent: '#f1efe6' },
  { outfit: 'tee', main: '#f4f4f1', accent: '#cccccc' },
  { outfit: 'shirt', main: '#9db6c9', accent: '#7f9db4' },
]
const gala: readonly Clothes[] = [
  { outfit: 'tuxedo', main: '#14151a', accent: '#0b0b0d' },
  { outfit: 'tuxedo', main: '#4a1020', accent: '#160a0d' },
  { outfit: 'tuxedo', main: '#182a4d', accent: '#0c1426' },
]
const gowns: readonly Clothes[] = [
  { outfit: 'dress', main: '#8c1c3a', accent: '#f4d58d' },
  { outfit: 'dress', main: '#123c4a', accent: '#e8e8e8' },
  { outfit: 'dress', main: '#1b1b22', accent: '#f4d58d' },
]
const festive: readonly Clothes[] = [
  { outfit: 'sweater', main: '#a3242c', accent: '#f2efe6' },
  { outfit: 'sweater', main: '#1f5a3a', accent: '#f2efe6' },
]

const sizes: Record<Tier, number> = { lite: 12, standard: 24, premium: 40 }
const both = ['woman', 'man'] as const
const tiered = (
  id: number,
  tier: Tier,
  style: string,
  title: string,
  look: Pick<Pack, 'backdrops' | 'clothes'> & Partial<Pack>,
): Pack => ({
  id,
  slug: `${tier}-${style}`,
  title,
  tier,
  classes: both,
  images: sizes[tier],
  imagesPerPrompt: 1,
  ...look,
})

const corporate = { backdrops: ['office', 'studio'], clothes: suits } as const
const natural = { backdrops: ['garden', 'sunset'], clothes: casual } as const
const carpet = { backdrops: ['gala', 'studio'], clothes: gala } as const

/** What Astria sells in the sandbox: at least two styles per tier, one that knows only women, one that has no tier. */
export const packs: readonly Pack[] = [
  tiered(7001, 'lite', 'corporate-headshots', 'Corporate Headshots', corporate),
  tiered(7002, 'lite', 'natural-light', 'Natural Light', natural),
  tiered(7003, 'standard', 'corporate-headshots', 'Corporate Headshots', corporate),
  tiered(7004, 'standard', 'city-nights', 'City Nights', {
    backdrops: ['city', 'sunset'],
    clothes: [...casual, ...suits],
  }),
  tiered(7005, 'standard', 'evening-gown', 'Evening Gown', {
    backdrops: ['gala', 'city'],
    clothes: gowns,
    classes: ['woman'],
  }),
  tiered(7006, 'premium', 'red-carpet', 'Red Carpet', { ...carpet, imagesPerPrompt: 4 }),
  tiered(7007, 'premium', 'editorial', 'Editorial', {
    backdrops: ['studio', 'city', 'garden', 'sunset'],
    clothes: [...suits, ...gala],
  }),
  {
    id: 7008,
    slug: 'christmas-sweater',
    title: 'Christmas Sweater',
    tier: undefined,
    classes: both,
    images: 8,
    imagesPerPrompt: 1,
    backdrops: ['gala'],
    clothes: festive,
  },
]

export const findPack = (idOrSlug: string): Pack | undefined =>
  packs.find(pack => String(pack.id) === idOrSlug || pack.slug === idOrSlug)

const cents: Record<Tier, number> = { lite: 150, standard: 250, premium: 400 }

/** Cents; a woman's set costs a little more, as in Astria's own gallery. */
export const costOf = ({ tier }: Pack, className: PersonClass): number =>
  (tier ? cents[tier] : 120) + (className === 'woman' ? 10 : 0)
