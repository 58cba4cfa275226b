import { mkdirSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes by key: in a folder, or in memory when there is none. */
export interface Blobs {
  put(key: string, bytes: Buffer): Promise<void>
  get(key: string): Promise<Buffer | undefined>
  delete(key: string): Promise<void>
}

export function openBlobs(folder: string | undefined): Blobs {
  if (!folder) {
    const bytes = new Map<string, Buffer>()
    return {
      put: async (key, value) => void bytes.set(key, value),
      get: async key => bytes.get(key),
      delete: async key => void bytes.delete(key),
    }
  }
  mkdirSync(folder, { recursive: true })
  const pathOf = (key: string) => {
    if (!/^[\w-][\w.-]*$/.test(key)) throw new Error(`not a blob key: ${key}`)
    return join(folder, key)
  }
  return {
    async put(key, value) {
      await writeFile(`${pathOf(key)}.new`, value)
      await rename(`${pathOf(key)}.new`, pathOf(key))
    },
    async get(key) {
      try {
        return await readFile(pathOf(key))
      } catch {
        return undefined
      }
    },
    delete: key => rm(pathOf(key), { force: true }),
  }
}
