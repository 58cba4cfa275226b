import type { Server } from '@astria-bot/service'
import { type Database, payments } from '@astria-bot/store'
import { lt } from 'drizzle-orm'
import { PageQuery, pageOf, toPage } from './page.ts'
import { selectLedger } from './select-ledger.ts'
import { LedgerShape } from './shapes.ts'

/** GET /api/ledger */
export function addLedgerRoute(api: Server, db: Database): void {
  api.get(
    '/ledger',
    {
      schema: {
        summary: 'Transactions of the ledger, the newest first',
        querystring: PageQuery,
        response: { 200: pageOf(LedgerShape) },
      },
    },
    async ({ query: { limit, cursor } }) => {
      const where = cursor === undefined ? undefined : lt(payments.ledgerTransactions.seq, cursor)
      return toPage(await selectLedger(db, { where, limit: limit + 1 }), limit)
    },
  )
}
