import { roleStatements } from '@astria-bot/store'
import type { Task } from './task.ts'

/** For those who let nobody but a person make roles: what `roles` would do. */
export const rolesSql: Task = {
  description: 'prints the SQL that `roles` runs',
  needs: [],
  async run({ settings }) {
    const statements = roleStatements(settings.ROLE_PREFIX, settings.ROLE_PASSWORDS ?? new Map())
    process.stdout.write(`begin;\n${statements.map(statement => `${statement};\n`).join('')}commit;\n`)
  },
}
