import { consumerOf } from '@astria-bot/contracts'

/** The durable consumer of this app, and what it listens to. */
export const automationConsumer = consumerOf('automation', 'automation')
