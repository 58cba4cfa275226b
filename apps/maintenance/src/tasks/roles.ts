import { applyRoles } from '@astria-bot/store'
import { needed, type Task } from './task.ts'

/** The database's roles: each app its own schema, and no other. */
export const roles: Task = {
  description: "makes the apps' roles in the database, or brings their privileges up to date",
  needs: ['DATABASE_URL'],
  comesFirst: true,
  async run({ settings, logger }) {
    const made = await applyRoles({
      url: needed(settings, 'DATABASE_URL'),
      prefix: settings.ROLE_PREFIX,
      passwords: settings.ROLE_PASSWORDS ?? new Map(),
    })
    logger.info({ roles: made }, 'the roles have their privileges')
  },
}
