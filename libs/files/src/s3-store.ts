import { askStore, type StoreRequest } from './ask-store.ts'
import type { ObjectStore } from './object-store.ts'
import { type S3Identity, signS3 } from './s3-signature.ts'
import { element, elements } from './xml.ts'

/** A bucket, and who opens it. */
export interface S3Options extends S3Identity {
  bucket: string
  /** Of a store that is not Amazon's, such as `https://minio.example.com`. */
  apiUrl?: string
}

/** A bucket of S3 or of a store that speaks like it. Elsewhere than at Amazon the bucket is in the path. */
export function openS3(options: S3Options): ObjectStore {
  const { bucket, region, apiUrl } = options
  const base = apiUrl ? `${apiUrl}/${bucket}` : `https://${bucket}.s3.${region}.amazonaws.com`
  const ask = (method: StoreRequest['method'], url: URL, headers = {}, body?: Uint8Array) => {
    const request = { method, url, headers, ...(body ? { body } : {}) }
    return askStore({ ...request, headers: signS3(request, options, new Date()) })
  }
  const urlOf = (key: string) => new URL(`${base}/${key}`)
  return {
    async put(key, bytes, mimeType) {
      await ask('PUT', urlOf(key), { 'content-type': mimeType }, bytes)
    },
    get: key => ask('GET', urlOf(key)),
    has: async key => (await ask('HEAD', urlOf(key))) !== undefined,
    async delete(key) {
      await ask('DELETE', urlOf(key))
    },
    async list(prefix, next) {
      const url = new URL(`${base}/`)
      url.searchParams.set('list-type', '2')
      url.searchParams.set('prefix', prefix)
      if (next) url.searchParams.set('continuation-token', next)
      const xml = String(await ask('GET', url))
      return { keys: elements(xml, 'Key'), next: element(xml, 'NextContinuationToken') }
    },
  }
}
