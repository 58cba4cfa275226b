import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import { type Dispatcher, request } from 'undici'

/** One request and its whole answer in memory. */
export interface Exchange {
  url: URL
  method: string
  headers: Record<string, string>
  body: Uint8Array | null
  timeoutMs: number
  maxBytes: number
  signal: AbortSignal | undefined
  dispatcher: Dispatcher
}

/** Doing these twice is the same as doing them once, so that a lost answer harms nobody. */
const repeatable = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])

/** Notes when the request is handed to a connection: before that, the other side cannot have seen anything of it. */
function watchSent(dispatcher: Dispatcher, onSent: () => void): Dispatcher {
  return dispatcher.compose(
    dispatch => (options, handler) =>
      dispatch(options, {
        onRequestStart(controller, context) {
          onSent()
          handler.onRequestStart?.(controller, context)
        },
        onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
        onResponseStart: (...args) => handler.onResponseStart?.(...args),
        onResponseData: (...args) => handler.onResponseData?.(...args),
        onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
        onResponseError: (...args) => handler.onResponseError?.(...args),
      }),
  )
}

async function readLimited(body: AsyncIterable<Uint8Array>, declared: number, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new RejectedError('too_large', `the answer is larger than ${maxBytes} bytes`)
  if (declared > maxBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function rejectionIn(error: unknown): RejectedError | undefined {
  if (error instanceof RejectedError) return error
  const inner = error instanceof AggregateError ? error.errors[0] : (error as { cause?: unknown } | null)?.cause
  return inner ? rejectionIn(inner) : undefined
}

/**
 * Carries out one request. Throws RejectedError when the address or the size is refused, TransientError when nothing
 * was sent or doing it again is harmless, UnknownOutcomeError when the other side may have done it.
 */
export async function exchange(options: Exchange): Promise<{ status: number; headers: Headers; body: Buffer }> {
  const { url, method, headers, body, timeoutMs, maxBytes, signal, dispatcher } = options
  let sent = false
  const onSent = () => {
    sent = true
  }
  const limit = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await request(url, {
      method: method as Dispatcher.HttpMethod,
      headers,
      body,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      dispatcher: watchSent(dispatcher, onSent),
    })
    const received = new Headers()
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of [value ?? []].flat()) received.append(name, one)
    }
    const declared = Number(received.get('content-length') ?? 0)
    return { status: answer.statusCode, headers: received, body: await readLimited(answer.body, declared, maxBytes) }
  } catch (cause) {
    const rejected = rejectionIn(cause)
    if (rejected && (!sent || repeatable.has(method))) throw rejected
    const what = limit.aborted ? `no answer within ${timeoutMs} ms` : 'the connection failed'
    if (sent && !repeatable.has(method)) throw new UnknownOutcomeError(`${what} after sending`, { cause })
    throw new TransientError(what, { cause })
  }
}
