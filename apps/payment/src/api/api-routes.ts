import type { Server } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'
import { addLedgerRoute } from './ledger-route.ts'
import { addOrderRoute } from './order-route.ts'
import { addOrdersRoute } from './orders-route.ts'
import { addPaymentsRoute } from './payments-route.ts'
import { requireKey } from './require-key.ts'

/** What is read over HTTP. Without a key there is no API at all. */
export function addApiRoutes(server: Server, { db, apiKey }: { db: Database; apiKey: string | undefined }): void {
  if (apiKey === undefined) return
  server.register(
    async scope => {
      const api = scope as Server
      api.addHook('onRequest', requireKey(apiKey))
      addOrdersRoute(api, db)
      addOrderRoute(api, db)
      addPaymentsRoute(api, db)
      addLedgerRoute(api, db)
    },
    { prefix: '/api' },
  )
}
