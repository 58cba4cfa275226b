import { createHash, createHmac } from 'node:crypto'
import type { StoreRequest } from './ask-store.ts'

/** Whose requests, and where. */
export interface S3Identity {
  region: string
  accessKeyId: string
  secretAccessKey: string
}

const hash = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
/** RFC 3986; encodeURIComponent leaves five characters more. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

/** The headers of a request with those that sign it: AWS Signature Version 4, as the page "sig-v4-header-based-auth" has it. */
export function signS3(request: StoreRequest, identity: S3Identity, now: Date): Record<string, string> {
  const { method, url, body } = request
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const day = time.slice(0, 8)
  const bodyHash = hash(body ?? '')
  const sent = { ...request.headers, 'x-amz-content-sha256': bodyHash, 'x-amz-date': time }
  const signed: Record<string, string> = { ...sent, host: url.host }
  const names = Object.keys(signed).sort()
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort()
  const canonical = [
    method,
    url.pathname,
    query.join('&'),
    ...names.map(name => `${name}:${signed[name]}`),
    '',
    names.join(';'),
    bodyHash,
  ]
  const scope = `${day}/${identity.region}/s3/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', time, scope, hash(canonical.join('\n'))].join('\n')
  const key = [identity.region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${identity.secretAccessKey}`, day))
  const credential = `Credential=${identity.accessKeyId}/${scope}`
  const signature = hmac(key, toSign).toString('hex')
  const authorization = `AWS4-HMAC-SHA256 ${credential},SignedHeaders=${names.join(';')},Signature=${signature}`
  return { ...sent, authorization }
}
