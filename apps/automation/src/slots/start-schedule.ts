import type { Loop } from '@astria-bot/service'
import { schedule } from 'node-cron'
import type { Engine } from '../engine.ts'
import { fillSlot } from './fill-slots.ts'
import { planSlots } from './plan-slots.ts'

/** Rings with node-cron in every replica: one of them plans, and all of them share what was planned. */
export function startSchedule(engine: Engine, onCommit: () => void): Loop {
  let stopped = false
  let planning: Promise<void> | undefined
  let filling: Promise<void> | undefined
  const failed = (err: unknown) => engine.logger.error({ err }, 'a look at the schedules failed')

  const fill = async () => {
    while (!stopped && (await fillSlot(engine))) onCommit()
  }
  const plan = async () => {
    await planSlots(engine)
  }
  // Planning goes on while a large audience is worked through: else the times of others would look missed.
  const task = schedule(engine.settings.SCHEDULE_TICK, () => {
    planning ??= plan()
      .catch(failed)
      .finally(() => {
        planning = undefined
        if (stopped) return
        filling ??= fill()
          .catch(failed)
          .finally(() => {
            filling = undefined
          })
      })
  })
  return {
    async stop() {
      stopped = true
      await task.stop()
      await planning
      await filling
    },
  }
}
