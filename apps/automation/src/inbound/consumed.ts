import { traffic } from '@astria-bot/contracts'

/** The durable consumer of this app, and what it listens to. */
export const [automationConsumer] = traffic.automation.consumes
