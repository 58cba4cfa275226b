// Builds the images of the apps, each from the same Dockerfile.
import fs from 'node:fs'
import { buildArgumentsOf, imageName } from './apps.mjs'
import { fail } from './run.mjs'

export const version = JSON.parse(fs.readFileSync('package.json', 'utf8')).version

/** Builds them one after the other; the layers that they share are made once. `BUILD=no` takes those that are here. */
export function buildImages(docker, all, bases, tag) {
  const isHere = app => docker.attempt('image', 'inspect', imageName(app, tag)).status === 0
  const apps = all.filter(app => process.env.BUILD !== 'no' || !isHere(app))
  const { BUILD_BASE, RUNTIME_BASE, FFMPEG_BASE, PG_DUMP_BASE } = bases
  const chosen = Object.entries({ BUILD_BASE, RUNTIME_BASE, FFMPEG_BASE, PG_DUMP_BASE })
  for (const app of apps) {
    const started = Date.now()
    console.log(`Building ${imageName(app, tag)} …`)
    const built = docker.attempt(
      'build',
      ...chosen.flatMap(([name, image]) => ['--build-arg', `${name}=${image}`]),
      ...buildArgumentsOf(app),
      ...['--build-arg', `VERSION=${version}`],
      ...secrets(),
      ...['--network', process.env.BUILD_NETWORK ?? 'default'],
      ...['--tag', imageName(app, tag), '.'],
    )
    if (built.status !== 0) {
      fail(`${app} could not be built:\n${`${built.stdout}${built.stderr}`.split('\n').slice(-40).join('\n')}`)
    }
    console.log(`  built in ${Math.round((Date.now() - started) / 1000)} s`)
  }
}

/** An authority of one's own (a proxy that reads along) is for the build only. */
function secrets() {
  const authority = process.env.NODE_EXTRA_CA_CERTS
  return authority && fs.existsSync(authority) ? ['--secret', `id=extra_ca,src=${authority}`] : []
}
