// make images: builds the image of every app, runs each as it will run in a cluster, and says how large it is.
//
//   make images                   all of them
//   make images ONLY=gateway      some of them
//   BUILD=no make images          runs those that were built before
import { imageApps, imageName } from './apps.mjs'
import { findBases } from './bases.mjs'
import { buildImages, version } from './build-images.mjs'
import { openDocker } from './open-docker.mjs'
import { fail, runTool } from './run.mjs'
import { tryImages } from './try-images.mjs'

const words = process.argv.slice(2)
const apps = imageApps.filter(app => words.length === 0 || words.includes(app))
const tag = process.env.ASTRIA_TAG ?? version

const megabytes = bytes => `${Math.round(Number(bytes) / 1e6)} MB`

await runTool(async () => {
  if (apps.length === 0) fail(`No such app: ${words.join(', ')}. There are ${imageApps.join(', ')}.`)
  const docker = await openDocker()
  try {
    const bases = await findBases(docker)
    buildImages(docker, apps, bases, tag)
    const results = await tryImages(docker, apps, bases, tag)
    const sizeOf = image => megabytes(docker.docker('image', 'inspect', '--format', '{{.Size}}', image))
    console.log(`\nStanding on ${bases.RUNTIME_BASE} (${sizeOf(bases.RUNTIME_BASE)})`)
    for (const app of apps)
      console.log(`${app.padEnd(12)} ${sizeOf(imageName(app, tag)).padStart(7)}  ${results.get(app)}`)
  } finally {
    await docker.close()
  }
})
