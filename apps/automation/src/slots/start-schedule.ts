import type { Loop } from '@astria-bot/service'
import { schedule } from 'node-cron'
import type { Engine } from '../engine.ts'
import { fillSlot } from './fill-slots.ts'
import { planSlots } from './plan-slots.ts'

/** Rings with node-cron in every replica: one of them plans, and all of them share what was planned. */
export function startSchedule(engine: Engine, onCommit: () => void): Loop {
  let stopped = false
  let running: Promise<void> | undefined

  const ring = async () => {
    try {
      await planSlots(engine)
      while (!stopped && (await fillSlot(engine))) onCommit()
    } catch (err) {
      engine.logger.error({ err }, 'a look at the schedules failed')
    }
  }
  const task = schedule(engine.settings.SCHEDULE_TICK, () => {
    running ??= ring().finally(() => {
      running = undefined
    })
  })
  return {
    async stop() {
      stopped = true
      await task.stop()
      await running
    },
  }
}
