import { isEvent, type KnownEvent, messageSettled } from '@astria-bot/contracts'

/** The request of ours that led to an event: a message that failed, a change that was asked for. */
export function causeOf(event: KnownEvent): string | undefined {
  if (isEvent(messageSettled, event)) return event.data.outboundId
  const cause = event.causationid
  return cause !== undefined && /^[0-9a-f-]{36}$/.test(cause) ? cause : undefined
}
