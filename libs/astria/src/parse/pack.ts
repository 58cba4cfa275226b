import { z } from 'zod'
import { id, listOf, text } from './field.ts'

const record = <T>(item: z.ZodType<T>) =>
  z
    .record(z.string(), z.unknown())
    .catch({})
    .transform(entries =>
      Object.entries(entries).flatMap(([key, value]): [string, T][] => {
        const parsed = item.safeParse(value)
        return parsed.success ? [[key, parsed.data]] : []
      }),
    )
const Cost = z.object({ cost: z.number().nullable().catch(null), num_images: z.int().positive() })
const Example = z.object({ images: listOf(z.string().min(1)) })

/** A pack as Astria tells it: everything but id, slug and title is optional. */
export const Pack = z
  .object({
    id,
    slug: z.string().min(1),
    title: z.string().min(1),
    cover_url: text,
    costs: record(Cost),
    prompts_per_class: record(listOf(Example)),
  })
  .partial()
  .required({ id: true, slug: true, title: true })
  .transform(pack => ({
    packId: pack.id,
    slug: pack.slug,
    title: pack.title,
    coverUrl: pack.cover_url ?? null,
    classes: (pack.costs ?? []).map(([className, cost]) => ({
      className,
      /** How many pictures to expect. */
      imageCount: cost.num_images,
      costCents: cost.cost,
      /** Addresses of example pictures. */
      examples: (pack.prompts_per_class ?? [])
        .filter(([name]) => name === className)
        .flatMap(([, prompts]) => prompts.flatMap(({ images }) => images)),
    })),
  }))
export type Pack = z.output<typeof Pack>
