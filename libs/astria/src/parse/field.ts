import { z } from 'zod'

/** An id: Astria sends numbers, we keep text. */
export const id = z.union([z.string().min(1), z.number()]).transform(String)

/** Text, or null where it is absent, empty or of another type. */
export const text = z.string().min(1).nullable().catch(null)

/** A time as ISO 8601 in UTC, or null where it is absent or none. */
export const instant = z
  .union([z.string(), z.number()])
  .transform(value => new Date(value))
  .pipe(z.date())
  .transform(date => date.toISOString())
  .nullable()
  .catch(null)

/** The items of an array that fit, without those that do not: one strange item never hides its neighbours. */
export function pageOf<T>(item: z.ZodType<T>) {
  return z.array(z.unknown()).transform(values =>
    values.flatMap(value => {
      const parsed = item.safeParse(value)
      return parsed.success ? [parsed.data] : []
    }),
  )
}

/** As `pageOf`, for a list inside of something else: empty where it is absent or none. */
export function listOf<T>(item: z.ZodType<T>) {
  return pageOf(item).catch([])
}
