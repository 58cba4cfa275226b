// Compose is a plugin of the docker client. Where it is missing it is taken from Debian's next release: a program
// without dependencies, unpacked into .tools/docker, installed nowhere.
import fs from 'node:fs'
import path from 'node:path'
import { attempt, fail, must, programOnPath } from './run.mjs'

const SUITE = 'trixie'
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg'
/** `develop.watch` and profiles as they stand in our files. */
const MINIMUM = [2, 22]

const isRecent = text => {
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number)
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])
}

/** What the environment needs so that `docker compose` works; throws a Sentence where it cannot be had. */
export function bringCompose(client, folder) {
  const present = attempt(client, ['compose', 'version', '--short'])
  if (present.status === 0 && isRecent(present.stdout)) return {}
  const config = path.join(folder, 'config')
  const plugin = path.join(config, 'cli-plugins', 'docker-compose')
  if (!fs.existsSync(plugin)) unpack(folder, plugin)
  return { DOCKER_CONFIG: config }
}

function unpack(folder, plugin) {
  if (!programOnPath('apt-get') || !programOnPath('dpkg') || !fs.existsSync(KEYRING)) {
    fail(`docker compose ${MINIMUM.join('.')} or newer is missing: https://docs.docker.com/compose/install/`)
  }
  console.log(`Bringing docker compose from Debian ${SUITE} …`)
  const apt = path.join(folder, 'apt')
  for (const name of ['lists/partial', 'archives/partial']) fs.mkdirSync(path.join(apt, name), { recursive: true })
  fs.writeFileSync(
    path.join(apt, 'sources.list'),
    `deb [signed-by=${KEYRING}] http://deb.debian.org/debian ${SUITE} main\n`,
  )
  const options = [
    ['Dir::Etc::sourcelist', path.join(apt, 'sources.list')],
    ['Dir::Etc::sourceparts', '/dev/null'],
    ['Dir::State::lists', path.join(apt, 'lists')],
    ['Dir::Cache', apt],
    ['APT::Sandbox::User', 'root'],
  ].flatMap(([name, value]) => ['-o', `${name}=${value}`])
  must('apt-get', [...options, 'update'])
  must('apt-get', [...options, 'download', 'docker-compose'], { cwd: apt })
  const [archive] = fs.readdirSync(apt).filter(name => name.endsWith('.deb'))
  must('dpkg', ['-x', archive, 'unpacked'], { cwd: apt })
  fs.mkdirSync(path.dirname(plugin), { recursive: true })
  fs.copyFileSync(path.join(apt, 'unpacked/usr/libexec/docker/cli-plugins/docker-compose'), plugin)
  fs.chmodSync(plugin, 0o755)
  fs.rmSync(apt, { recursive: true })
}
