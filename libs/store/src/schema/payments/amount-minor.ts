import { bigint } from 'drizzle-orm/pg-core'

/** An amount of money in minor units. */
export const amountMinor = (name: string) => bigint(name, { mode: 'number' })
