import type { Queryable } from '@astria-bot/store'
import { Automation } from '../core/index.ts'
import { loadEnabled, loadVersion, readRevision } from '../sql/library.ts'
import { type Shelf, type Stored, shelve } from './shelf.ts'

/** The automations that are switched on, compiled once and kept until one of them changes. */
export interface Library {
  /**
   * What counts in this transaction: a change that was committed before it is seen by every replica. `revision`: as it was
   * read in this transaction, by whoever reads anyway.
   */
  current(db: Queryable, revision?: number): Promise<Shelf>
  /** One version, for an execution that began with it. Undefined: there is none. */
  version(db: Queryable, automationId: string, version: number): Promise<Stored | undefined>
}

/** Old versions that are kept in memory. */
const most = 2000

/** Makes a library; nothing is read before it is asked. */
export function createLibrary(): Library {
  let shelf: { revision: number; content: Shelf } | undefined
  const versions = new Map<string, Stored>()
  return {
    async current(db, read) {
      const revision = read ?? (await readRevision(db))
      if (shelf?.revision !== revision) {
        const rows = await loadEnabled(db)
        shelf = {
          revision,
          content: shelve(rows.map(row => ({ ...row, automation: Automation.parse(row.definition) }))),
        }
      }
      return shelf.content
    },
    async version(db, automationId, version) {
      const key = `${automationId} ${version}`
      const known = versions.get(key)
      if (known) return known
      const definition = await loadVersion(db, automationId, version)
      if (definition === undefined) return undefined
      const stored = { automationId, version, automation: Automation.parse(definition) }
      if (versions.size >= most) versions.clear()
      versions.set(key, stored)
      return stored
    },
  }
}
