import { askStore, type StoreRequest } from './ask-store.ts'
import { azureAccount } from './azure-account.ts'
import type { ObjectStore } from './object-store.ts'
import { element, elements } from './xml.ts'

/** A container of Azure Blob Storage. */
export function openAzure(options: { container: string; connectionString: string }): ObjectStore {
  const account = azureAccount(options.connectionString)
  const base = `${account.blobUrl}/${options.container}`
  const ask = (method: StoreRequest['method'], url: URL, headers = {}, body?: Uint8Array) =>
    askStore(account.sign({ method, url, headers, ...(body ? { body } : {}) }, new Date()))
  const urlOf = (key: string) => new URL(`${base}/${key}`)
  return {
    async put(key, bytes, mimeType) {
      await ask('PUT', urlOf(key), { 'content-type': mimeType, 'x-ms-blob-type': 'BlockBlob' }, bytes)
    },
    get: key => ask('GET', urlOf(key)),
    has: async key => (await ask('HEAD', urlOf(key))) !== undefined,
    async delete(key) {
      await ask('DELETE', urlOf(key))
    },
    async list(prefix, next) {
      const url = new URL(base)
      url.searchParams.set('restype', 'container')
      url.searchParams.set('comp', 'list')
      url.searchParams.set('prefix', prefix)
      if (next) url.searchParams.set('marker', next)
      const xml = String(await ask('GET', url))
      return { keys: elements(xml, 'Name'), next: element(xml, 'NextMarker') }
    },
  }
}
