import { fileURLToPath } from 'node:url'
import type { Files } from './files.ts'
import { openFolder } from './folder.ts'

type Scheme = 'file' | 'azure' | 's3'

const openers: Record<Scheme, (url: string) => Files> = {
  file: url => openFolder(fileURLToPath(url)),
  azure: () => refuse('azure'),
  s3: () => refuse('s3'),
}

/** Opens the store that FILES_URL names, such as `file:///var/lib/astria-bot`. Throws where the scheme is not available. */
export function openFiles(url: string): Files {
  const scheme = url.slice(0, url.indexOf(':'))
  if (!(scheme in openers)) throw new Error('FILES_URL begins with file:, azure: or s3:')
  return openers[scheme as Scheme](url)
}

function refuse(scheme: Scheme): never {
  throw new Error(`FILES_URL with ${scheme}: is not available in this version; use file:///an/absolute/path`)
}
