import { connectJetStream } from '@astria-bot/bus'
import { openFiles } from '@astria-bot/files'
import { connect } from '@astria-bot/store'
import type { JobDependencies } from '../jobs/job.ts'
import { needed, type TaskContext } from './task.ts'

/** Vacuuming and counting take their time; a piece of a job is short. */
const statementTimeoutMs = 15 * 60_000

/** Opens what jobs work with, as far as the settings name it. */
export async function openJobs({ settings, logger, crash, signal }: TaskContext) {
  const databaseUrl = needed(settings, 'DATABASE_URL')
  // One for the work, one for the signs of life.
  const db = connect({ url: databaseUrl, name: 'maintenance', max: 3, statementTimeoutMs })
  const bus = settings.NATS_URL
    ? await connectJetStream({
        url: settings.NATS_URL,
        name: 'maintenance',
        partitions: settings.PARTITIONS,
        replicas: settings.NATS_REPLICAS,
        manage: false,
        crash,
      }).catch(async error => {
        await db.close()
        throw error
      })
    : undefined
  const files = settings.FILES_URL ? openFiles(settings.FILES_URL) : undefined
  const dependencies: JobDependencies = { settings, logger, db, databaseUrl, bus, files, crash, signal }
  return {
    dependencies,
    async close() {
      await bus?.close()
      await db.close()
    },
  }
}
