import type { Statement } from '@astria-bot/store'

/** Messages that have not ended: how many in each state, and how old the oldest is. */
export const queueDepth: Statement = {
  name: 'messaging:queue-depth',
  text: `
    select state, count(*)::int as count, extract(epoch from now() - min(created_at))::float8 as "oldestSeconds"
    from messaging.messages
    where state in ('queued', 'sending', 'unknown')
    group by state`,
}
