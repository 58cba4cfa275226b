import type { Server } from '@astria-bot/service'
import { type Database, payments } from '@astria-bot/store'
import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import { z } from 'zod'
import { PageQuery, pageOf, toPage } from './page.ts'
import { selectNotices, toNoticeShape } from './select-notices.ts'
import { NoticeShape } from './shapes.ts'

const { notices } = payments

/** GET /api/notices */
export function addNoticesRoute(api: Server, db: Database): void {
  api.get(
    '/notices',
    {
      schema: {
        summary: "Providers' notices, the newest first; some wait for a person",
        querystring: PageQuery.extend({
          state: NoticeShape.shape.state.optional(),
          kind: NoticeShape.shape.kind.optional(),
          provider: z.string().optional(),
          orderRef: z.string().optional(),
          open: z.literal('true').optional().describe('Only what waits for a person.'),
        }),
        response: { 200: pageOf(NoticeShape) },
      },
    },
    async ({ query: { limit, cursor, state, kind, provider, orderRef, open } }) => {
      const rows = await selectNotices(db)
        .where(
          and(
            state && eq(notices.state, state),
            kind && eq(notices.kind, kind),
            provider === undefined ? undefined : eq(notices.provider, provider),
            orderRef === undefined ? undefined : eq(notices.orderRef, orderRef.trim().toLowerCase()),
            open && inArray(notices.state, ['unmatched', 'waiting', 'doubtful']),
            cursor === undefined ? undefined : lt(notices.seq, cursor),
          ),
        )
        .orderBy(desc(notices.seq))
        .limit(limit + 1)
      const { items, next } = toPage(rows, limit)
      return { items: items.map(toNoticeShape), next }
    },
  )
}
