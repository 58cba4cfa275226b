import { inChunks, type Job } from '../jobs/job.ts'
import { findings } from './findings.ts'
import { repeatPayments } from './repeat-payments.ts'
import { wakeOrders } from './wake-orders.ts'

const atOnce = 200

/**
 * Looks for what has not come to its end: first it asks again where that cannot do harm, then it reports what is still
 * open for a person. Money and paid training are never touched from here.
 */
export const reconcile: Job = {
  description: 'asks again for what is not settled, and reports what needs a person',
  steps: ({ RECONCILE_AFTER_HOURS: hours }) => [
    inChunks('orders asked again', tx => wakeOrders(tx, hours, atOnce)),
    inChunks('payments told again', tx => repeatPayments(tx, hours, atOnce)),
    {
      name: 'open',
      async work({ db, inRun, logger, note, did }) {
        const open: Record<string, number> = {}
        for (const { name, statement } of findings) {
          await inRun(async () => {})
          const [{ count } = { count: 0 }] = await db.query<{ count: number }>(statement, [hours])
          if (count > 0) open[name] = count
        }
        note('open', open)
        const total = Object.values(open).reduce((sum, count) => sum + count, 0)
        if (total > 0) logger.warn({ open, hours }, 'not settled')
        did(total)
      },
    },
  ],
}
