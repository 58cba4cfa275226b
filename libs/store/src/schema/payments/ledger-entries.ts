import { sql } from 'drizzle-orm'
import { bigserial, check, index, text } from 'drizzle-orm/pg-core'
import { paymentsSchema } from '../schemas.ts'
import { amountMinor } from './amount-minor.ts'
import { ledgerTransactions } from './ledger-transactions.ts'

/**
 * The ledger's entries. At commit, the database checks that those of a transaction sum to zero per currency, and that no
 * customer has less than nothing (migration `ledger_rules`).
 */
export const ledgerEntries = paymentsSchema.table(
  'ledger_entries',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    transactionKey: text('transaction_key')
      .notNull()
      .references(() => ledgerTransactions.key),
    /** `provider:<name>`, `customer:<pseudonym>`, `held` or `revenue`. */
    account: text().notNull(),
    amountMinor: amountMinor('amount_minor').notNull(),
    currency: text().notNull(),
  },
  table => [
    index('ledger_entries_transaction').on(table.transactionKey),
    index('ledger_entries_account').on(table.account, table.currency, table.amountMinor),
    check('ledger_entries_amount', sql`amount_minor <> 0`),
  ],
)
