import { RejectedError } from '@astria-bot/contracts'

/** Throws RejectedError for messages that Twilio has no way to send. */
export function unsupported(what: string): never {
  throw new RejectedError('unsupported_by_provider', `Twilio cannot send ${what}`)
}
