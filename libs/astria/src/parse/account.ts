import { z } from 'zod'

/** The account: the balance in milli-cents (1,000 to the cent, 100,000 to the dollar). */
export const Account = z
  .object({ usd_balance_mc: z.number().nullable().catch(null) })
  .partial()
  .transform(account => ({ balanceMilliCents: account.usd_balance_mc ?? null }))
export type Account = z.output<typeof Account>
