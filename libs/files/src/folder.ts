import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { RejectedError } from '@astria-bot/contracts'
import { checkKey } from './check-key.ts'
import type { Files } from './files.ts'
import { mimeTypeOf } from './mime-type-of.ts'

/** Files in a folder. The MIME type follows from the key's extension: a plain folder keeps no other. */
export function openFolder(root: string): Files {
  const pathOf = (key: string) => {
    checkKey(key)
    return path.join(root, ...key.split('/'))
  }
  return {
    async put(key, bytes, mimeType) {
      if (mimeTypeOf(key) !== mimeType) throw new RejectedError('bad_key', `a key of ${mimeType} needs its extension`)
      await writeWhole(pathOf(key), bytes)
    },
    async get(key) {
      const bytes = await fs.readFile(pathOf(key)).catch(error => {
        throw isMissing(error) ? new RejectedError('not_found', 'there is no such file', { cause: error }) : error
      })
      return { bytes, mimeType: mimeTypeOf(key) }
    },
    async has(key) {
      return fs.access(pathOf(key)).then(
        () => true,
        error => (isMissing(error) ? false : Promise.reject(error)),
      )
    },
    async delete(key) {
      await fs.rm(pathOf(key), { force: true })
    },
    async deletePrefix(prefix) {
      await fs.rm(pathOf(folderOf(prefix)), { recursive: true, force: true })
    },
    async deleteUnfinished(prefix, olderThanMs) {
      let deleted = 0
      for await (const name of filesUnder(root, folderOf(prefix))) {
        if (!isUnfinished(name)) continue
        const file = path.join(root, name)
        const { mtimeMs } = await fs.stat(file).catch(error => {
          if (isMissing(error)) return { mtimeMs: Number.POSITIVE_INFINITY }
          throw error
        })
        if (mtimeMs > Date.now() - olderThanMs) continue
        await fs.rm(file, { force: true })
        deleted += 1
      }
      return deleted
    },
    async *list(prefix) {
      for await (const name of filesUnder(root, folderOf(prefix))) if (!isUnfinished(name)) yield name
    },
  }
}

function folderOf(prefix: string): string {
  if (!prefix.endsWith('/')) throw new RejectedError('bad_key', 'a prefix ends with a slash')
  checkKey(prefix.slice(0, -1))
  return prefix.slice(0, -1)
}

/** Written beside the target, synced and renamed: a reader or a power cut never meets half a file. */
async function writeWhole(target: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(target)
  await fs.mkdir(folder, { recursive: true })
  const temporary = path.join(folder, `.${randomUUID()}.tmp`)
  try {
    const file = await fs.open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await fs.rename(temporary, target)
  } catch (error) {
    await fs.rm(temporary, { force: true })
    throw error
  }
  await syncFolder(folder)
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const isUnfinished = (name: string) => path.posix.basename(name).startsWith('.')

async function* filesUnder(root: string, prefix: string): AsyncIterable<string> {
  const entries = await fs.readdir(path.join(root, prefix), { withFileTypes: true }).catch(error => {
    if (isMissing(error)) return []
    throw error
  })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const key = `${prefix}/${entry.name}`
    if (entry.isDirectory()) yield* filesUnder(root, key)
    else yield key
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOENT' || code === 'ENOTDIR'
}
