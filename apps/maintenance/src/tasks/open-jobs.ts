import { connectJetStream } from '@astria-bot/bus'
import { openFiles } from '@astria-bot/files'
import { filesAccess } from '@astria-bot/service'
import { connect } from '@astria-bot/store'
import type { JobDependencies } from '../jobs/job.ts'
import { needed, type TaskContext } from './task.ts'

/** Vacuuming and counting take their time; a piece of a job is short. */
const statementTimeoutMs = 15 * 60_000

/** Opens what jobs work with, as far as the settings name it; the bus when a job first asks for it. */
export function openJobs({ settings, logger, crash, signal }: TaskContext) {
  const databaseUrl = needed(settings, 'DATABASE_URL')
  const files = settings.FILES_URL ? openFiles(settings.FILES_URL, filesAccess(settings)) : undefined
  // One for the work, one for the signs of life.
  const db = connect({ url: databaseUrl, name: 'maintenance', max: 3, statementTimeoutMs })
  const { NATS_URL } = settings
  let bus: ReturnType<typeof connectJetStream> | undefined
  const openBus = async (url: string) => {
    bus ??= connectJetStream({
      url,
      name: 'maintenance',
      partitions: settings.PARTITIONS,
      replicas: settings.NATS_REPLICAS,
      manage: false,
      crash,
    })
    try {
      return await bus
    } catch (error) {
      bus = undefined
      throw error
    }
  }
  const dependencies: JobDependencies = {
    settings,
    logger,
    db,
    databaseUrl,
    openBus: NATS_URL ? () => openBus(NATS_URL) : undefined,
    files,
    crash,
    signal,
  }
  return {
    dependencies,
    async close() {
      await (await bus)?.close()
      await db.close()
    },
  }
}
