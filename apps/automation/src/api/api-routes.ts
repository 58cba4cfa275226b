import type { Server } from '@astria-bot/service'
import type { Engine } from '../engine.ts'
import { automationsRoutes } from './automations-routes.ts'
import { dryRunRoute } from './dry-run-route.ts'
import { examplesRoute } from './examples-route.ts'
import { executeRoute } from './execute-route.ts'
import { executionsRoutes } from './executions-routes.ts'
import { refuseWithProblems } from './refuse-with-problems.ts'
import { statisticsRoutes } from './statistics-routes.ts'
import { transferRoutes } from './transfer-routes.ts'
import { versionsRoute } from './versions-route.ts'

/** Everything under /api, for whoever has a key. */
export function addApiRoutes(server: Server, engine: Engine, onCommit: () => void): void {
  refuseWithProblems(server)
  automationsRoutes(server, engine)
  versionsRoute(server, engine)
  examplesRoute(server)
  transferRoutes(server, engine)
  dryRunRoute(server, engine)
  executeRoute(server, engine, onCommit)
  executionsRoutes(server, engine)
  statisticsRoutes(server, engine)
}
