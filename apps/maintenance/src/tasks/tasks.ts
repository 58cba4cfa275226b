import { jobNames } from '../jobs/jobs.ts'
import { jobTask } from './job-task.ts'
import { migrate } from './migrate.ts'
import { natsConfig } from './nats-config.ts'
import { replayDeadLetters } from './replay-dead-letters.ts'
import { roles } from './roles.ts'
import { rolesSql } from './roles-sql.ts'
import { schedule } from './schedule.ts'
import { streams } from './streams.ts'
import type { Task } from './task.ts'

/** What the command line can ask for, by its name there. */
export const tasks: ReadonlyMap<string, Task> = new Map<string, Task>([
  ['migrate', migrate],
  ['roles', roles],
  ['roles-sql', rolesSql],
  ['streams', streams],
  ['nats-config', natsConfig],
  ['replay-dead-letters', replayDeadLetters],
  ['schedule', schedule],
  ...jobNames.map((name): [string, Task] => [name, jobTask(name)]),
])

/** Their names. */
export const taskNames: readonly string[] = [...tasks.keys()]
