import { RejectedError } from '@astria-bot/contracts'
import { checkKey, isKey } from './check-key.ts'
import type { Files } from './files.ts'
import { mimeTypeOf } from './mime-type-of.ts'

/** What is asked of an object store in the network. Keys are whole: with the prefix that FILES_URL names. */
export interface ObjectStore {
  /** Durable when it resolves, whole or not at all. */
  put(key: string, bytes: Uint8Array, mimeType: string): Promise<void>
  /** Undefined where there is nothing. */
  get(key: string): Promise<Buffer | undefined>
  has(key: string): Promise<boolean>
  delete(key: string): Promise<void>
  /** A page of the keys that begin with `prefix`, in order; `next` asks for the one after it. */
  list(prefix: string, next?: string): Promise<{ keys: string[]; next: string | undefined }>
}

/** Deletions under way at once. */
const atOnce = 16

/** Files in an object store, below `root` (`''` or a path that ends with a slash). */
export function openObjects(store: ObjectStore, root: string): Files {
  const objectOf = (key: string) => {
    checkKey(key)
    return root + key
  }
  return {
    async put(key, bytes, mimeType) {
      if (mimeTypeOf(key) !== mimeType) throw new RejectedError('bad_key', `a key of ${mimeType} needs its extension`)
      await store.put(objectOf(key), bytes, mimeType)
    },
    async get(key) {
      const bytes = await store.get(objectOf(key))
      if (bytes === undefined) throw new RejectedError('not_found', 'there is no such file')
      return { bytes, mimeType: mimeTypeOf(key) }
    },
    has: async key => store.has(objectOf(key)),
    delete: async key => store.delete(objectOf(key)),
    async deletePrefix(prefix) {
      let batch: string[] = []
      for await (const key of keysUnder(store, root, prefix)) {
        batch.push(root + key)
        if (batch.length < atOnce) continue
        await Promise.all(batch.map(store.delete))
        batch = []
      }
      await Promise.all(batch.map(store.delete))
    },
    // A store keeps nothing of a request that did not come whole.
    deleteUnfinished: async () => 0,
    list: prefix => keysUnder(store, root, prefix),
  }
}

async function* keysUnder(store: ObjectStore, root: string, prefix: string): AsyncIterable<string> {
  if (!prefix.endsWith('/')) throw new RejectedError('bad_key', 'a prefix ends with a slash')
  checkKey(prefix.slice(0, -1))
  let next: string | undefined
  do {
    const page = await store.list(root + prefix, next)
    // What somebody else has put there under a name of their own is left alone.
    yield* page.keys.map(key => key.slice(root.length)).filter(isKey)
    next = page.next
  } while (next)
}
