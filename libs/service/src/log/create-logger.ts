import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'
import { PinoPretty } from 'pino-pretty'
import { maskText, redact } from './redact.ts'

/** A structured logger: fields first, then a sentence. */
export type Logger = PinoLogger

/** What a logger is made from. */
export interface LoggerOptions {
  /** The app; stands in each line as `app`. */
  name: string
  level?: string
  /** Coloured lines for people instead of JSON; by default when standard output is a terminal. */
  pretty?: boolean
  /** Where the lines go instead of standard output. */
  destination?: DestinationStream
}

/** pino takes an error's own message when there is no sentence: it has to pass the net as well. */
function maskArguments(args: unknown[]): unknown[] {
  const [first, ...rest] = args
  const err = first instanceof Error ? first : (first as { err?: unknown } | null | undefined)?.err
  const own = rest.length === 0 && err instanceof Error ? [maskText(err.message)] : []
  const sentence = [...rest, ...own].map(part => (typeof part === 'string' ? maskText(part) : part))
  return [typeof first === 'string' ? maskText(first) : first, ...sentence]
}

/**
 * Makes the logger of an app: JSON lines, coloured on a terminal. No line ever holds a phone number, a name, a token
 * or a message's text, whatever is handed over.
 */
export function createLogger(options: LoggerOptions): Logger {
  const pretty = options.pretty ?? (options.destination === undefined && process.stdout.isTTY === true)
  const stream = options.destination ?? (pretty ? PinoPretty({ colorize: true, sync: true }) : pino.destination(1))
  return pino(
    {
      level: options.level ?? 'info',
      base: { app: options.name },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }), log: redact },
      // Bindings of a child logger do not pass through `formatters.log`.
      serializers: { err: error => error },
      redact: {
        paths: ['phone', 'name', 'token', 'text', 'body', 'from', 'to', 'authorization'],
        censor: '[redacted]',
      },
      hooks: {
        logMethod(args, method) {
          method.apply(this, maskArguments(args) as Parameters<typeof method>)
        },
      },
    },
    stream,
  )
}
