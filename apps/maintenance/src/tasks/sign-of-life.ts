import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { every, type Logger } from '@astria-bot/service'
import type { Database } from '@astria-bot/store'

/** For the health check of a process that has no port: it is young as long as the loop turns and the database answers. */
export const signOfLife = () => path.join(tmpdir(), 'astria-bot-maintenance.alive')

/** Writes the sign now and every 15 s. Returns what ends that. */
export function showSignsOfLife(db: Database, logger: Logger): () => Promise<void> {
  const run = async () => {
    await db.ready()
    await writeFile(signOfLife(), `${process.pid}\n`)
  }
  const loop = every({ name: 'sign-of-life', ms: 15_000, run, logger, atOnce: true })
  return () => loop.stop()
}
