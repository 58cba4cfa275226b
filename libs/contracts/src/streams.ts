/** A stream and the first words of the subjects it keeps. */
export interface StreamDefinition {
  readonly name: string
  /** Prefixes of event types, without the wildcard. */
  readonly prefixes: readonly string[]
}

/** The streams and what goes where. `DEAD` keeps what could not be handled, under `dead.<app>`. */
export const streams: readonly StreamDefinition[] = [
  { name: 'WHATSAPP', prefixes: ['whatsapp'] },
  { name: 'VENDOR', prefixes: ['astria', 'payment.notice'] },
  {
    name: 'STUDIO',
    prefixes: [
      'picture',
      'order',
      'checkout',
      'payment.received',
      'payment.held',
      'payment.failed',
      'payment.refunded',
      'payment.returned',
      'tune',
      'portraits',
      'pack',
    ],
  },
  { name: 'ENGAGE', prefixes: ['contact', 'message', 'automation', 'erasure', 'template'] },
  { name: 'DEAD', prefixes: ['dead'] },
]

/** The stream that keeps events of a type. Throws if none does: the catalogue's test makes sure that it never happens. */
export function streamOf(type: string): string {
  const stream = streams.find(({ prefixes }) => prefixes.some(prefix => type.startsWith(`${prefix}.`)))
  if (!stream) throw new Error(`no stream keeps events of type ${type}`)
  return stream.name
}
