import { eventsOf } from '@astria-bot/contracts'

/** Makes an event of this app; only those that it may publish. */
export const gatewayEvent = eventsOf('gateway')
