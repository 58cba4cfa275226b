import type { Statement } from '@astria-bot/store'

/**
 * A message that waits in a lane at rest would wait for ever. Nothing leads there; should it happen all the same, this
 * finds it, and its number says that there is a fault.
 */
export const mendLanes: Statement = {
  name: 'messaging:mend-lanes',
  text: `
    update messaging.lanes l set due_at = now()
    where l.due_at is null and l.contact_id in (
      select m.contact_id from messaging.messages m
      where m.state in ('queued', 'sending', 'unknown') and m.created_at < now() - interval '1 minute'
    )
    returning l.contact_id`,
}
