// The images of others that ours stand on. Each can be named by its variable; without one it is pulled; where no
// registry can be reached, stand-ins are built from Debian's packages and npm: the same glibc, Node, Postgres and NATS.
import { buildStandIns, standIns } from './stand-ins.mjs'

/** By the variable that names another. Dockerfile and compose files have the same defaults: a test compares. */
export const baseImages = {
  BUILD_BASE: 'node:24-trixie-slim',
  RUNTIME_BASE: 'gcr.io/distroless/nodejs24-debian13:nonroot',
  FFMPEG_BASE: 'node:24-trixie-slim',
  PG_DUMP_BASE: 'postgres:18-trixie',
  POSTGRES_IMAGE: 'postgres:18-trixie',
  NATS_IMAGE: 'nats:2.15-alpine',
}

/** Answers the image to use for every variable; builds or pulls what is missing. */
export async function findBases(docker) {
  const chosen = {}
  let registry = true
  const isHere = image => docker.attempt('image', 'inspect', image).status === 0
  for (const [variable, image] of Object.entries(baseImages)) {
    const named = process.env[variable]
    if (named || isHere(image)) {
      chosen[variable] = named || image
      continue
    }
    // One failure is enough to know: each try may wait for a time-out.
    registry &&= docker.attempt('pull', '--quiet', image).status === 0
    chosen[variable] = registry ? image : standIns[variable]
  }
  if (!registry) await buildStandIns(docker, isHere)
  return chosen
}
