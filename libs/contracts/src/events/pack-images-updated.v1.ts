import { z } from 'zod'
import { defineEvent } from '../event.ts'
import { FileRef } from '../file-ref.ts'
import { Tier } from '../order-details.ts'

export const packImagesUpdated = defineEvent(
  'pack.images.updated.v1',
  'A pack as it is sold now, with its example media. The subject is the id of the pack.',
  z.strictObject({
    packId: z.string().min(1),
    slug: z.string().min(1),
    title: z.string().min(1),
    tier: Tier,
    /** False when it is no longer offered. */
    available: z.boolean(),
    cover: FileRef.nullable(),
    classes: z.array(
      z.strictObject({ className: z.string().min(1), imageCount: z.int().positive(), example: FileRef.nullable() }),
    ),
    /** Grows with every version of the pack: an older one never replaces a newer. */
    version: z.int().positive(),
  }),
)
