import { spawnSync } from 'node:child_process'
import { note, ok } from './finding.mjs'

const ask = args => spawnSync('docker', args, { encoding: 'utf8', timeout: 10_000 })

/** Whether a Docker daemon answers, and compose with it. Nothing but the containers needs them. */
export async function checkContainers() {
  const daemon = ask(['info', '--format', '{{.ServerVersion}}'])
  if (daemon.error) return [note('no docker', 'https://docs.docker.com/get-docker/')]
  if (daemon.status !== 0) return [note('no Docker daemon answers', 'start Docker, if you want containers')]
  const compose = ask(['compose', 'version', '--short'])
  return [
    ok(`Docker ${daemon.stdout.trim()} answers`),
    compose.status === 0
      ? ok(`compose ${compose.stdout.trim()}`)
      : note('no compose', 'https://docs.docker.com/compose/install/'),
  ]
}
