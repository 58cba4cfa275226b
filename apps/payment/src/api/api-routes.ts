import { type ApiKeys, protectApi, type Server } from '@astria-bot/service'
import type { Resolving } from '../resolve/resolving.ts'
import { addLedgerRoute } from './ledger-route.ts'
import { addNoticesRoute } from './notices-route.ts'
import { addOrderRoute } from './order-route.ts'
import { addOrdersRoute } from './orders-route.ts'
import { addPaymentsRoute } from './payments-route.ts'
import { addResolveNoticeRoutes } from './resolve-notice-routes.ts'
import { addResolvePaymentRoutes } from './resolve-payment-routes.ts'

/** What is read over HTTP by whoever has a key, and decided by an admin. */
export function addApiRoutes(server: Server, { keys, resolving }: { keys: ApiKeys; resolving: Resolving }): void {
  const { db } = resolving
  server.register(
    async scope => {
      const api = scope as Server
      protectApi(api, keys)
      addOrdersRoute(api, db)
      addOrderRoute(api, db)
      addPaymentsRoute(api, db)
      addLedgerRoute(api, db)
      addNoticesRoute(api, db)
      addResolvePaymentRoutes(api, resolving)
      addResolveNoticeRoutes(api, resolving)
    },
    { prefix: '/api' },
  )
}
