import type { Queryable } from '@astria-bot/store'
import { loadEnabled, loadVersion, readRevision } from '../sql/library.ts'
import { readStored } from './read-stored.ts'
import { type Shelf, type Stored, shelve } from './shelf.ts'

/** The automations that are switched on, compiled once and kept until one of them changes. */
export interface Library {
  /**
   * What counts in this transaction: a change that was committed before it is seen by every replica. `revision`: as it was
   * read in this transaction, by whoever reads anyway.
   */
  current(db: Queryable, revision?: number): Promise<Shelf>
  /** One version, for an execution that began with it. Undefined: there is none that this release can read. */
  version(db: Queryable, automationId: string, version: number): Promise<Stored | undefined>
}

/** An automation that is switched on and cannot be read (it was saved by an older release, under other rules). */
export interface Unreadable {
  readonly automationId: string
  readonly version: number
  readonly reason: string
}

/** Old versions that are kept in memory. */
const most = 2000

/**
 * Makes a library; nothing is read before it is asked. What cannot be read is left out, and told to `onUnreadable`: one old
 * definition must not stop the others.
 */
export function createLibrary(onUnreadable: (bad: readonly Unreadable[]) => void): Library {
  let shelf: { revision: number; content: Shelf } | undefined
  const versions = new Map<string, Stored>()
  return {
    async current(db, read) {
      const revision = read ?? (await readRevision(db))
      if (shelf?.revision !== revision) {
        const good: Stored[] = []
        const bad: Unreadable[] = []
        for (const { automationId, version, definition } of await loadEnabled(db)) {
          const reading = readStored(definition)
          if (reading.ok) good.push({ automationId, version, automation: reading.automation })
          else bad.push({ automationId, version, reason: reading.reason })
        }
        shelf = { revision, content: shelve(good) }
        if (bad.length > 0) onUnreadable(bad)
      }
      return shelf.content
    },
    async version(db, automationId, version) {
      const key = `${automationId} ${version}`
      const known = versions.get(key)
      if (known) return known
      const reading = readStored(await loadVersion(db, automationId, version))
      if (!reading.ok) return undefined
      const stored = { automationId, version, automation: reading.automation }
      if (versions.size >= most) versions.clear()
      versions.set(key, stored)
      return stored
    },
  }
}
