import { migrate as migrateDatabase } from '@astria-bot/store'
import { needed, type Task } from './task.ts'

/** Migrations wait for each other, and a second one finds nothing to do. */
export const migrate: Task = {
  description: 'brings the database to the newest schema',
  needs: ['DATABASE_URL'],
  comesFirst: true,
  async run({ settings, logger }) {
    await migrateDatabase(needed(settings, 'DATABASE_URL'))
    logger.info('the database has the newest schema')
  },
}
