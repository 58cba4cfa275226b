import { JetStreamApiError } from '@nats-io/jetstream'

/** Error codes of the JetStream API (nats-server `server/errors.json`) that the client's own list lacks. */
export const apiCodes = {
  streamExistsWithOtherConfig: 10058,
  streamNotFound: 10059,
  consumerExistsWithOtherConfig: 10148,
  messageNotFound: 10037,
  sequenceNotFound: 10043,
} as const

/** Whether an error is the server's answer with this code. */
export function isApiError(error: unknown, code: (typeof apiCodes)[keyof typeof apiCodes]): boolean {
  return error instanceof JetStreamApiError && error.code === code
}
