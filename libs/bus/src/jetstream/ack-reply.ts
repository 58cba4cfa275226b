/** What the reply subject of a message from a consumer says. */
export interface DeliveryInfo {
  stream: string
  consumer: string
  deliveries: number
  streamSequence: number
}

const PREFIX = '$JS.ACK.'

/**
 * Reads `$JS.ACK.<stream>.<consumer>.<deliveries>.<stream seq>.<consumer seq>.<time>.<pending>`, or the newer form with
 * domain and account in front (ADR-15). Undefined for the subject of anything else: it was a status then.
 */
export function parseAckReply(reply: string | undefined): DeliveryInfo | undefined {
  if (!reply?.startsWith(PREFIX)) return undefined
  const tokens = reply.split('.')
  const start = tokens.length >= 11 ? 4 : 2
  const [stream, consumer, deliveries, sequence] = tokens.slice(start)
  if (!stream || !consumer) return undefined
  return { stream, consumer, deliveries: Number(deliveries), streamSequence: Number(sequence) }
}
