import { z } from 'zod'

/** Why a picture is not used. Each has a sentence for the customer in every language. */
export const PictureReason = z.enum([
  'unreadable',
  'too_large',
  'too_small',
  'too_dark',
  'too_bright',
  'blurry',
  'duplicate',
  'no_person',
  'several_people',
  'sunglasses',
  'hat',
  'funny_face',
  'low_quality',
  'expired',
])
export type PictureReason = z.infer<typeof PictureReason>

/** `held`: possibly a minor; a person looks at it, nothing is trained with it. */
export const PictureVerdict = z.enum(['accepted', 'refused', 'held'])
export type PictureVerdict = z.infer<typeof PictureVerdict>
