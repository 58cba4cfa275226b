import { TransientError } from '@astria-bot/contracts'
import { element } from './xml.ts'

/** A signed request to an object store. */
export interface StoreRequest {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  url: URL
  headers: Readonly<Record<string, string>>
  body?: Uint8Array
}

/** A picture of some megabytes over a slow link. */
const timeoutMs = 60_000

/**
 * The body of the answer, undefined for 404. Everything else is a TransientError: the store is away, or refuses a key
 * that an operator has to correct; what was to be stored waits until then.
 */
export async function askStore({ method, url, headers, body }: StoreRequest): Promise<Buffer | undefined> {
  let status: number
  let answer: Buffer
  try {
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal })
    status = response.status
    answer = Buffer.from(await response.arrayBuffer())
  } catch (cause) {
    throw new TransientError(`files: ${url.host} does not answer`, { cause })
  }
  if (status >= 200 && status < 300) return answer
  const code = element(answer.toString(), 'Code')
  // A bucket that is not there is nobody's missing file.
  if (status === 404 && !/^(NoSuchBucket|ContainerNotFound)$/.test(code ?? '')) return undefined
  throw new TransientError(`files: ${url.host} answered ${status}${code ? ` ${code}` : ''} to ${method}`)
}
