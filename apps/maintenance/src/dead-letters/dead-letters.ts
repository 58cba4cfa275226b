import type { Job } from '../jobs/job.ts'

/** More than these are counted as "at least". */
const limit = 1000

interface Group {
  durable: string
  type: string
  code: string
  count: number
  oldest: string
  /** To look at, or to replay. */
  ids: string[]
}

/** Reports what could not be handled: by consumer, type and reason. No content, which may be personal. */
export const deadLetters: Job = {
  description: 'reports the events that could not be handled',
  missing: ({ openBus }) => (openBus ? undefined : 'NATS_URL is not set'),
  steps: () => [
    {
      name: 'dead letters',
      async work({ openBus, logger, note, did }) {
        if (!openBus) throw new Error('NATS_URL is missing')
        const letters = await (await openBus()).dead.list({ limit })
        const groups = new Map<string, Group>()
        for (const { id, durable, code, time, event } of letters) {
          const type = typeOf(event)
          const key = `${durable} ${type} ${code}`
          const group = groups.get(key) ?? { durable, type, code, count: 0, oldest: time, ids: [] }
          group.count += 1
          if (group.ids.length < 20) group.ids.push(id)
          groups.set(key, group)
        }
        note('deadLetters', [...groups.values()])
        if (letters.length > 0) logger.warn({ count: letters.length }, 'there are dead letters')
        did(letters.length)
      },
    },
  ],
}

function typeOf(event: unknown): string {
  const type = typeof event === 'object' && event !== null && 'type' in event ? event.type : undefined
  return typeof type === 'string' ? type : 'unreadable'
}
