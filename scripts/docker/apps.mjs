// The apps that become images: every folder below apps/ with a process of its own, but for the standalone, which is
// for laptops and brings a database.
import fs from 'node:fs'

/** What each image is built with beside its name: pictures and videos need ffmpeg, backups need pg_dump. */
const buildArguments = { image: ['WITH_FFMPEG=1'], maintenance: ['WITH_PG_DUMP=1'] }

export const imageApps = fs
  .readdirSync('apps')
  .filter(app => app !== 'standalone' && fs.existsSync(`apps/${app}/src/main.ts`))
  .sort()

export const imageName = (app, tag) => `astria-bot/${app}:${tag}`

/** The arguments of `docker build` for an app. */
export const buildArgumentsOf = app => [`APP=${app}`, ...(buildArguments[app] ?? [])].flatMap(a => ['--build-arg', a])
