import type { Bus, Consumer } from '@astria-bot/bus'
import { openFiles } from '@astria-bot/files'
import { configureSharp, findFfmpeg } from '@astria-bot/media'
import {
  type App,
  backlogMetrics,
  type Crash,
  createApiKeys,
  createMetrics,
  createServer,
  filesAccess,
  type Logger,
  protectApi,
  type Server,
} from '@astria-bot/service'
import { createEffectRunner, createOutboxPublisher, type Database, findApiKey, readBacklog } from '@astria-bot/store'
import { mediaRoute } from './api/media-route.ts'
import { packsRoute } from './api/packs-route.ts'
import { picturesRoute } from './api/pictures-route.ts'
import { tunesRoute } from './api/tunes-route.ts'
import { deleteAtAstria } from './erasure/delete-at-astria.ts'
import { handleEvents, imageConsumer } from './inbound/handle-events.ts'
import { createPrompts } from './orders/create-prompts.ts'
import { createTune } from './orders/create-tune.ts'
import { startReconciler } from './orders/reconciler.ts'
import { createSubmissions } from './orders/submissions.ts'
import { openOutside } from './outside.ts'
import { startPackReader } from './packs/pack-reader.ts'
import { fetchPicture } from './pictures/fetch-picture.ts'
import { deletePicture } from './pictures/withdraw-picture.ts'
import { copyResult } from './portraits/copy-result.ts'
import type { ImageSettings } from './settings.ts'
import type { Studio } from './studio.ts'
import { createStudioMetrics } from './studio-metrics.ts'

/** What the app is built from. */
export interface ImageDependencies {
  settings: ImageSettings
  logger: Logger
  db: Database
  bus: Bus
  crash?: Crash
}

/** Pictures, models, packs and portraits. */
export async function buildApp({ settings, logger, db, bus, crash = () => {} }: ImageDependencies): Promise<App> {
  const metrics = createMetrics('image')
  const studioMetrics = createStudioMetrics(metrics)
  const outside = openOutside(settings)
  configureSharp({ concurrency: settings.SHARP_CONCURRENCY, blockLoaders: false })
  const studio: Studio = {
    settings,
    logger,
    db,
    metrics: studioMetrics,
    files: openFiles(settings.FILES_URL, filesAccess(settings)),
    ...outside,
    ffmpeg: ffmpegOf(settings, logger),
    submissions: createSubmissions(logger, studioMetrics.submissionsPaused),
  }
  const ready = async () => void (await Promise.all([db.ready(), bus.ready()]))
  const server = await createServer({ name: 'image', logger, metrics, ready, docs: true })
  mediaRoute(server, studio)
  await addApi(server, studio)
  const work = workOf(studio, bus, crash, backlogMetrics(metrics))
  return {
    name: 'image',
    server,
    start: work.start,
    async stop() {
      await work.stop()
      await outside.close()
    },
  }
}

/** Asked once, when it is needed first. */
function ffmpegOf({ FFMPEG_PATH }: ImageSettings, logger: Logger): Studio['ffmpeg'] {
  let found: ReturnType<Studio['ffmpeg']> | undefined
  return () => {
    found ??= findFfmpeg(FFMPEG_PATH).catch(err => {
      logger.error({ err }, 'there is no ffmpeg: packs show collages, and videos are not delivered')
      return null
    })
    return found
  }
}

async function addApi(server: Server, studio: Studio): Promise<void> {
  const keys = createApiKeys({ given: studio.settings.API_KEYS, find: hash => findApiKey(studio.db, hash) })
  await server.register(async scope => {
    protectApi(scope as Server, keys)
    packsRoute(scope as Server, studio)
    tunesRoute(scope as Server, studio)
    picturesRoute(scope as Server, studio)
  })
}

function workOf(studio: Studio, bus: Bus, crash: Crash, backlog: ReturnType<typeof backlogMetrics>) {
  const { db, logger, settings } = studio
  const stops: (() => Promise<unknown>)[] = []
  return {
    async start() {
      const onError = (err: unknown, effect?: object | null) =>
        logger.error({ err, effect }, 'work in the background failed')
      const outbox = createOutboxPublisher({
        db,
        schema: 'imaging',
        publish: events => bus.publish(events),
        onError,
        crash,
      })
      const wakers: (() => void)[] = [outbox.flush]
      const onCommit = () => {
        for (const wake of wakers) wake()
      }
      const options = { db, schema: 'imaging' as const, onCommit, onError, crash }
      const pictures = createEffectRunner({
        ...options,
        handlers: {
          fetch_picture: fetchPicture(studio),
          delete_picture: deletePicture(studio),
          copy_result: copyResult(studio),
        },
        concurrency: settings.PICTURES_AT_ONCE,
      })
      const submissions = createEffectRunner({
        ...options,
        handlers: {
          create_tune: createTune(studio),
          create_prompts: createPrompts(studio),
          delete_at_astria: deleteAtAstria(studio),
        },
        concurrency: settings.SUBMISSIONS_AT_ONCE,
      })
      const reconciler = startReconciler(studio, onCommit)
      wakers.push(pictures.wake, submissions.wake, reconciler.wake)
      const packs = await startPackReader(studio, onCommit)
      const consumer: Consumer = await bus.consume({
        ...imageConsumer,
        handle: handleEvents(studio, onCommit),
      })
      const watch = backlog.watch({ logger, read: () => readBacklog(db, 'imaging'), waiting: () => bus.waiting() })
      stops.push(
        () => Promise.all([consumer.drain(), watch.stop()]),
        () => Promise.all([packs.stop(), reconciler.stop(), pictures.stop(), submissions.stop()]),
        () => outbox.stop(),
      )
    },
    async stop() {
      for (const stop of stops.splice(0)) await stop()
    },
  }
}
