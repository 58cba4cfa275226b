import { createHash } from 'node:crypto'

const censored = '[redacted]'
const deepest = 6

/** Fields whose content never reaches a log, wherever they stand: people, what they wrote, and what opens doors. */
const forbidden = new Set(
  [
    'phone phones wa_id waid from to recipient recipient_id sender address email vcard',
    'name profile username first_name last_name formatted_name customername displayname',
    'text body caption content message_text messagetext title description filename feedback response_json responsejson',
    'authorization token access_token apikey api_key secret secrets password passwd cookie signature sig',
    'data raw value payload request response headers url query',
  ]
    .join(' ')
    .split(' '),
)

/** Ids that a provider made, or that hold such an id: a message id of WhatsApp is the customer's number in base64. */
const foreignIds = new Set(['eventid', 'causeid', 'causationid', 'wamid', 'messageid', 'message_id'])

const ofOurs = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A uuid is an id of ours and stays; a `wamid` holds the customer's number in base64; the rest may be a number. */
const suspicious =
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|wamid\.[\w+/=-]+|\+\d[\d\s().-]{5,}\d|\d{7,}|\bbearer\s+\S+/gi

/** A short stand-in for an id that may hold a phone number: equal ids look equal, and nothing can be read from it. */
export function maskId(id: string): string {
  return `~${createHash('sha256').update(id).digest('base64url').slice(0, 10)}`
}

/** The last net: phone numbers, message ids and tokens that slipped into a sentence. */
export function maskText(text: string): string {
  return text.replace(suspicious, found => {
    if (found[8] === '-' && found.length === 36) return found
    if (found.startsWith('wamid.')) return `wamid${maskId(found)}`
    return '***'
  })
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown }
  return {
    type: error.name,
    message: maskText(error.message),
    ...(code === undefined ? {} : { code }),
    ...(statusCode === undefined ? {} : { statusCode }),
    stack: maskText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redactAny(error.cause, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: error.errors.map(one => redactAny(one, depth + 1)) } : {}),
  }
}

function redactAny(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskText(value)
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value
  if (depth > deepest) return censored
  if (value instanceof Error) return redactError(value, depth)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.slice(0, 50).map(item => redactAny(item, depth + 1))
  return redactFields(value, depth)
}

function redactFields(fields: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, redactField(key, value, depth)]))
}

function redactField(key: string, value: unknown, depth: number): unknown {
  const name = key.toLowerCase()
  if (forbidden.has(name) && value !== undefined && value !== null) return censored
  if (foreignIds.has(name) && typeof value === 'string' && !ofOurs.test(value)) return maskId(value)
  return redactAny(value, depth + 1)
}

/** The fields of a log line without anything that P10 of the promises forbids. Never changes its argument. */
export function redact(fields: object): Record<string, unknown> {
  return fields instanceof Error ? redactError(fields, 0) : redactFields(fields, 0)
}
