import { holderOf, type Server } from '@astria-bot/service'
import { payments } from '@astria-bot/store'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { type NoticeAction, resolveNotice } from '../resolve/resolve-notice.ts'
import type { Person, Resolving } from '../resolve/resolving.ts'
import { ReasonBody, SeqParams, sendRefusal } from './decision.ts'
import { selectNotices, toNoticeShape } from './select-notices.ts'
import { NoticeShape } from './shapes.ts'

const { notices } = payments

/** POST /api/notices/:seq/match, /dismiss */
export function addResolveNoticeRoutes(api: Server, resolving: Resolving): void {
  const common = { params: SeqParams, response: { 200: NoticeShape } }
  const config = { role: 'admin' } as const
  const match = {
    summary: 'Applies a notice to the order that it is about',
    body: ReasonBody.extend({ orderId: z.uuid() }),
  }
  api.post('/notices/:seq/match', { schema: { ...common, ...match }, config }, async (request, reply) => {
    const { orderId, reason } = request.body
    const wish = { action: 'matched', orderId: orderId.toLowerCase() } as const
    return answer(reply, request.params.seq, wish, { by: holderOf(request).name, reason })
  })
  const dismiss = { summary: 'Nothing comes of a notice: nobody has to look at it any more', body: ReasonBody }
  api.post('/notices/:seq/dismiss', { schema: { ...common, ...dismiss }, config }, async (request, reply) => {
    const { reason } = request.body
    return answer(reply, request.params.seq, { action: 'dismissed' }, { by: holderOf(request).name, reason })
  })

  async function answer(reply: Parameters<typeof sendRefusal>[0], seq: number, wish: NoticeAction, person: Person) {
    const verdict = await resolveNotice(resolving, { seq, wish, person })
    if (!verdict.done) return sendRefusal(reply, verdict)
    const [row] = await selectNotices(resolving.db).where(eq(notices.seq, seq))
    return toNoticeShape(row!)
  }
}
