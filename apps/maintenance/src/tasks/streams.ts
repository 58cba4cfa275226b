import { provisionBus } from '@astria-bot/bus'
import { needed, type Task } from './task.ts'

/** The streams and consumers of all apps, so that their own accounts need not make them. */
export const streams: Task = {
  description: 'makes the streams and consumers of all apps, or brings them up to date',
  needs: ['NATS_URL'],
  comesFirst: true,
  async run({ settings, logger }) {
    const { unknown, ...made } = await provisionBus({
      url: needed(settings, 'NATS_URL'),
      name: 'streams',
      partitions: settings.PARTITIONS,
      replicas: settings.NATS_REPLICAS,
    })
    logger.info(made, 'the streams and consumers are there')
    if (unknown.length > 0) {
      logger.warn(
        { consumers: unknown },
        'consumers that this version does not know: remove them when nobody needs them',
      )
    }
  },
}
