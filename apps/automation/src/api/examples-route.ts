import type { Server } from '@astria-bot/service'
import { z } from 'zod'
import { examples } from '../core/index.ts'

/** `GET /api/automations/examples`: ready-made automations, to be changed and saved. */
export function examplesRoute(server: Server): void {
  const schema = {
    summary: 'Ready-made automations, to be changed and saved',
    response: { 200: z.object({ items: z.array(z.record(z.string(), z.unknown())) }) },
  }
  server.get('/api/automations/examples', { schema }, async () => ({ items: Object.values(examples) as never[] }))
}
