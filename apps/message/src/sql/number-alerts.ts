import type { Statement } from '@astria-bot/store'

/** Open alerts about business numbers, by number and reason. */
export const numberAlerts: Statement = {
  name: 'messaging:number-alerts',
  text: `
    select channel, reason, count(*)::int as count from messaging.alerts
    where channel is not null and resolved_at is null
    group by channel, reason`,
}
