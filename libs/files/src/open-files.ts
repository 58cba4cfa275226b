import { fileURLToPath } from 'node:url'
import { openAzure } from './azure-store.ts'
import { checkKey } from './check-key.ts'
import type { Files } from './files.ts'
import { openFolder } from './folder.ts'
import { openObjects } from './object-store.ts'
import { openS3 } from './s3-store.ts'

/** What opens a store in the network. */
export interface FilesAccess {
  azureConnectionString?: string | undefined
  s3?: { accessKeyId: string; secretAccessKey: string; region: string; apiUrl?: string | undefined } | undefined
}

type Scheme = 'file' | 'azure' | 's3'

const openers: Record<Scheme, (url: string, access: FilesAccess) => Files> = {
  file: url => openFolder(fileURLToPath(url)),
  azure(url, { azureConnectionString }) {
    const { store: container, root } = partsOf(url)
    if (!azureConnectionString) throw new Error('FILES_URL with azure: needs AZURE_STORAGE_CONNECTION_STRING')
    return openObjects(openAzure({ container, connectionString: azureConnectionString }), root)
  },
  s3(url, { s3 }) {
    const { store: bucket, root } = partsOf(url)
    if (!s3) throw new Error('FILES_URL with s3: needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')
    const { apiUrl, ...identity } = s3
    return openObjects(openS3({ bucket, ...identity, ...(apiUrl ? { apiUrl } : {}) }), root)
  },
}

/**
 * Opens the store that FILES_URL names: `file:///var/lib/astria-bot`, `azure://container` or `s3://bucket`, the last two
 * with or without a path below which everything is kept. Asks nothing yet. Throws where the address or its key is missing.
 */
export function openFiles(url: string, access: FilesAccess = {}): Files {
  const scheme = url.slice(0, url.indexOf(':'))
  if (!Object.hasOwn(openers, scheme)) throw new Error('FILES_URL begins with file:, azure: or s3:')
  return openers[scheme as Scheme](url, access)
}

/** `s3://bucket/some/path/` → the bucket, and `some/path/`. */
function partsOf(url: string): { store: string; root: string } {
  const [, store, path = ''] = /^[a-z0-9]+:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(url) ?? []
  if (!store) throw new Error('FILES_URL names no container or bucket')
  const root = path.replace(/\/+$/, '')
  if (root !== '') checkKey(root)
  return { store, root: root && `${root}/` }
}
