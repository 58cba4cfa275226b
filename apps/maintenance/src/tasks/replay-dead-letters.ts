import { connectJetStream } from '@astria-bot/bus'
import { needed, type Task } from './task.ts'

const atOnce = 100

/** `replay-dead-letters=all` or `=17,23`: the ids are those of the report `dead-letters`. */
export const replayDeadLetters: Task = {
  description: 'publishes dead letters again: replay-dead-letters=all, or =17,23 by the ids of the report',
  needs: ['NATS_URL'],
  async run({ settings, logger, argument, signal }) {
    if (!argument) throw new Error('which ones? replay-dead-letters=all, or =17,23')
    const bus = await connectJetStream({
      url: needed(settings, 'NATS_URL'),
      name: 'maintenance',
      partitions: settings.PARTITIONS,
      replicas: settings.NATS_REPLICAS,
      manage: false,
    })
    try {
      let replayed = 0
      const replay = async (id: string) => {
        await bus.dead.replay(id)
        replayed += 1
      }
      if (argument === 'all') {
        // What dies again meanwhile is a new letter, behind these: it is not taken twice.
        const newest = await lastId(bus.dead)
        for (;;) {
          const letters = (await bus.dead.list({ limit: atOnce })).filter(({ id }) => Number(id) <= newest)
          if (letters.length === 0) break
          if (signal.aborted) throw new Error(`the process was told to end: ${replayed} were published again`)
          for (const { id } of letters) await replay(id)
        }
      } else {
        for (const id of argument.split(',')) await replay(id.trim())
      }
      logger.info({ replayed }, 'dead letters were published again')
    } finally {
      await bus.close()
    }
  },
}

async function lastId(dead: { list(options: { limit: number }): Promise<{ id: string }[]> }): Promise<number> {
  const letters = await dead.list({ limit: Number.MAX_SAFE_INTEGER })
  return Number(letters.at(-1)?.id ?? 0)
}
