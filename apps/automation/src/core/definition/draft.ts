import { z } from 'zod'

/** JSON as it may be stored. */
export const Json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(Json), z.record(z.string(), Json)]),
)
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/**
 * A message with variables, `{{contact.name|friend}}`, in its texts: any type of `OutboundContent`. That it becomes one is
 * checked on saving, by filling in samples.
 */
export const Draft = z
  .looseObject({ type: z.string().min(1) })
  .refine(value => Json.safeParse(value).success, 'This is no JSON.')
export type Draft = z.infer<typeof Draft>
