import type { Job } from '../jobs/job.ts'
import { describeDatabase } from './describe-database.ts'
import { type TableState, tableStates } from './table-states.ts'

/** Autovacuum begins at 20 %; what is above it has been missed. */
const deadShare = 0.25
const deadRows = 10_000
const changedShare = 0.1
const changedRows = 1000
/** Below the 200 million at which the server does it by force. */
const oldTransactions = 150_000_000

const needsVacuum = ({ live, dead, age }: TableState) =>
  (dead > deadRows && dead > live * deadShare) || age > oldTransactions
const needsAnalyze = ({ live, changed }: TableState) => changed > changedRows && changed > live * changedShare

/** Vacuums and analyzes what the server has not got round to, and reports what a person should know. */
export const databaseCare: Job = {
  description: 'vacuums and analyzes tables that need it, and reports on the state of the database',
  steps: () => [
    {
      name: 'tables',
      async work({ db, inRun, did, note, logger }) {
        const done: string[] = []
        const forbidden: string[] = []
        for (const state of await tableStates(db)) {
          const how = needsVacuum(state) ? 'vacuum (analyze)' : needsAnalyze(state) ? 'analyze' : undefined
          if (!how) continue
          if (!state.mayCare) {
            forbidden.push(state.name)
            continue
          }
          // Only while the run is ours. Neither can be in a transaction, and either can be repeated.
          await inRun(async () => {})
          await db.pool.query(`${how} ${state.name}`)
          done.push(`${how} ${state.name}`)
          did(1)
        }
        note('cared', done)
        if (forbidden.length === 0) return
        note('forbidden', forbidden)
        logger.warn(
          { forbidden },
          "these tables need a vacuum, and this role may not: before PostgreSQL 17 only the owner's may",
        )
      },
    },
    {
      name: 'report',
      async work({ db, note, logger }) {
        const report = await describeDatabase(db)
        note('database', report)
        const { invalidIndexes, longTransactions, seesAll } = report
        if (invalidIndexes.length + longTransactions.length > 0) {
          logger.warn({ invalidIndexes, longTransactions }, 'the database needs a look')
        }
        if (!seesAll) logger.warn('the report knows only its own sessions: grant pg_read_all_stats to this role')
      },
    },
  ],
}
