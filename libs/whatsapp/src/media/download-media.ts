import { RejectedError, TransientError } from '@astria-bot/contracts'
import { callGraph, type GraphAccess } from '../send/graph.ts'
import { maxDocumentBytes } from '../send/limits.ts'
import { finite, id, text } from '../values.ts'
import { sha256Matches } from './sha256-matches.ts'

/** Where Meta keeps media. The token goes to these hosts and to the API's own, and to no other. */
export const metaMediaHosts: readonly string[] = ['lookaside.fbsbx.com', '*.fbsbx.com', '*.fbcdn.net', '*.whatsapp.net']

/** Where a file lies, for five minutes. */
export interface MediaLocation {
  readonly url: string
  readonly mimeType: string | undefined
  readonly sha256: string | undefined
  readonly sizeBytes: number | undefined
}

/** A file to download, as its webhook described it. */
export interface MediaRequest {
  readonly mediaId: string
  /** The direct link of the webhook; the id is asked when it does not work any more. */
  readonly url?: string | undefined
  readonly sha256?: string | undefined
}

export interface MediaAccess extends GraphAccess {
  readonly numberId: string
  readonly mediaHosts: readonly string[]
  readonly maxBytes: number
}

const hostMatches = (host: string, pattern: string) =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern

function mayHaveToken(url: string, access: MediaAccess): boolean {
  if (!URL.canParse(url)) return false
  const target = new URL(url)
  if (target.origin === new URL(access.apiUrl).origin) return true
  return target.protocol === 'https:' && access.mediaHosts.some(pattern => hostMatches(target.hostname, pattern))
}

/** Asks where a file lies. Throws RejectedError when WhatsApp has it no longer. */
export async function mediaUrl(access: MediaAccess, mediaId: string): Promise<MediaLocation> {
  const query = `?phone_number_id=${encodeURIComponent(access.numberId)}`
  const answer = await callGraph(access, `/${encodeURIComponent(mediaId)}${query}`, {}, 'harmless')
  const url = text(answer.url)
  if (url === undefined) throw new TransientError('WhatsApp did not say where the file is')
  const sizeBytes = finite(answer.file_size) ?? finite(Number(id(answer.file_size) ?? Number.NaN))
  return { url, mimeType: text(answer.mime_type), sha256: text(answer.sha256), sizeBytes }
}

async function fetchFile(access: MediaAccess, url: string) {
  if (!mayHaveToken(url, access)) throw new RejectedError('address_refused', 'the file is not on a host of Meta')
  const response = await access.fetch(url, {
    headers: { authorization: `Bearer ${access.token}` },
    maxBytes: access.maxBytes,
    redirect: 'manual',
  })
  // The link has expired or the store is away: a later try asks for a new link.
  if (response.status !== 200) throw new TransientError(`the file's link answered ${response.status}`)
  return {
    bytes: Buffer.from(await response.arrayBuffer()),
    mimeType: response.headers.get('content-type') ?? undefined,
  }
}

function check(bytes: Buffer, hashes: readonly (string | undefined)[], sizeBytes: number | undefined): void {
  const wrong = hashes.some(hash => hash !== undefined && !sha256Matches(bytes, hash))
  if (wrong || (sizeBytes !== undefined && sizeBytes !== bytes.byteLength)) {
    throw new TransientError('the file that came is not the file that was announced')
  }
}

/**
 * Downloads a file in two steps: its id leads to a link, the link to the bytes. Compares size and SHA-256. Throws
 * RejectedError when it cannot be had (gone, too large, not on Meta's hosts), TransientError when trying again can help.
 */
export async function downloadMedia(
  access: MediaAccess,
  request: MediaRequest,
): Promise<{ bytes: Buffer; mimeType: string }> {
  if (request.url !== undefined && mayHaveToken(request.url, access)) {
    try {
      const file = await fetchFile(access, request.url)
      check(file.bytes, [request.sha256], undefined)
      return { bytes: file.bytes, mimeType: file.mimeType ?? 'application/octet-stream' }
    } catch (error) {
      if (error instanceof RejectedError && error.code === 'too_large') throw error
    }
  }
  const location = await mediaUrl(access, request.mediaId)
  if ((location.sizeBytes ?? 0) > Math.min(access.maxBytes, maxDocumentBytes)) {
    throw new RejectedError('too_large', `the file has ${location.sizeBytes} of at most ${access.maxBytes} bytes`)
  }
  const file = await fetchFile(access, location.url)
  check(file.bytes, [request.sha256, location.sha256], location.sizeBytes)
  return { bytes: file.bytes, mimeType: location.mimeType ?? file.mimeType ?? 'application/octet-stream' }
}
