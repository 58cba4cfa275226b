import type { Language, Tier } from '../words.ts'

/** What a customer asks for with a button, a row of a list, or a command. */
export type Tap = AnywhereTap | StepTap

/** Means the same in every state. */
export type AnywhereTap =
  | { readonly kind: 'menu' | 'how' | 'language' | 'support' | 'status' | 'stop' | 'start' | 'keep' }
  | { readonly kind: 'speak'; readonly language: Language }
  | { readonly kind: 'consent'; readonly answer: 'yes' | 'no'; readonly version: string }
  | { readonly kind: 'pay'; readonly orderId: string }
  | { readonly kind: 'rate'; readonly orderId: string; readonly stars: Stars }
  | { readonly kind: 'skip_feedback'; readonly orderId: string }
  | { readonly kind: 'models' }
  | { readonly kind: 'model'; readonly tuneId: string }
  | { readonly kind: 'restart' }
  | { readonly kind: 'restart_yes'; readonly setId: string }
  | { readonly kind: 'erase' }
  | { readonly kind: 'erase_yes'; readonly askedAt: number }

/** A step of the main story: what it means depends on the state. */
export type StepTap =
  | { readonly kind: 'begin' | 'tips' | 'ready' | 'add_pictures' | 'new_model' }
  | { readonly kind: 'class'; readonly setId: string; readonly className: string }
  | ShopTap

/** Choosing and ordering. */
export type ShopTap =
  | { readonly kind: 'styles' }
  | { readonly kind: 'tier'; readonly tier: Tier }
  | { readonly kind: 'more_packs'; readonly tier: Tier; readonly from: number }
  | { readonly kind: 'show' | 'example' | 'pack'; readonly packId: string; readonly className: string }
  | { readonly kind: 'terms'; readonly draftId: string }

/** A rating. */
export type Stars = 1 | 2 | 3 | 4 | 5
