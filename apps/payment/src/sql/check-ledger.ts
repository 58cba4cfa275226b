/** What the books come to in a currency. */
export interface LedgerState {
  readonly currency: string
  readonly imbalanceMinor: number
  /** Customers with less than nothing. */
  readonly overdrawn: number
}

/** Adds up the whole ledger, from its index alone. The database refuses what would not fit; this tells whether it did. */
export const checkLedger = {
  name: 'payment:check-ledger',
  text: `with balances as (
      select account, currency, sum(amount_minor) as balance from payments.ledger_entries group by account, currency)
    select currency, sum(balance)::float8 as "imbalanceMinor",
      (count(*) filter (where balance < 0 and account like 'customer:%'))::int as overdrawn
    from balances group by currency`,
}
