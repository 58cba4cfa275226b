import type { Loop } from '@astria-bot/service'
import { schedule } from 'node-cron'
import type { Engine } from '../engine.ts'
import { forget } from './forget.ts'

/** Deletes once a day what is past its retention. Replicas that do it at the same time take different rows. */
export function startForgetting(engine: Engine): Loop {
  const { db, settings, logger } = engine
  let running: Promise<void> | undefined

  const run = async () => {
    try {
      await forget(db, settings, engine.now())
    } catch (err) {
      logger.error({ err }, 'what is past its retention could not be deleted')
    }
  }
  const task = schedule('17 3 * * *', () => {
    running ??= run().finally(() => {
      running = undefined
    })
  })
  return {
    async stop() {
      await task.stop()
      await running
    },
  }
}
