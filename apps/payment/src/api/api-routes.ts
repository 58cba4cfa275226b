import { type ApiKeys, protectApi, type Server } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'
import { addLedgerRoute } from './ledger-route.ts'
import { addOrderRoute } from './order-route.ts'
import { addOrdersRoute } from './orders-route.ts'
import { addPaymentsRoute } from './payments-route.ts'

/** What is read over HTTP, by whoever has a key. */
export function addApiRoutes(server: Server, { db, keys }: { db: Database; keys: ApiKeys }): void {
  server.register(
    async scope => {
      const api = scope as Server
      protectApi(api, keys)
      addOrdersRoute(api, db)
      addOrderRoute(api, db)
      addPaymentsRoute(api, db)
      addLedgerRoute(api, db)
    },
    { prefix: '/api' },
  )
}
