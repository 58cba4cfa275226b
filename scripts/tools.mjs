// Brings the programs that the tests need and npm does not have: nats-server and a Chromium. What is there is used;
// what is missing and cannot be brought is a failure with a sentence, never a skipped test.
//
//   node scripts/tools.mjs [nats] [chromium]      prints nothing when all is there
//   import { natsServer, chromium } from './tools.mjs'   → path of the program
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const tools = path.join(root, '.tools')
const exe = process.platform === 'win32' ? '.exe' : ''

/** With `sync_interval: always`, releases before 2.15 sync an atomic batch message by message: ten times slower. */
export const NATS_VERSION = '2.15.0'
const NATS_MINIMUM = [2, 12]
/** SHA-256 of the release's archives, from its list of checksums. */
const NATS_ARCHIVES = {
  'linux-amd64': '5d2c51caca950333aba84911df7d377f826f3a59ec36061c6539105084f65c92',
  'linux-arm64': 'cdc208f5a3f42963a52b6ab06ef65626bb870315dc936e26ba571780c6351112',
  'darwin-amd64': '5bd8b59ca5bf93fab3da2c5843cf564cd6e2e291e22ae3b861746e7ebe259b95',
  'darwin-arm64': 'e1c4e22d70bd44abfa0bcb3c16f7cf0c66f648c2e728c58924e8a1ce88913cc8',
}

const run = (command, args, options = {}) => spawnSync(command, args, { encoding: 'utf8', ...options })

const onPath = name => {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name + exe)
    if (folder && fs.existsSync(file)) return file
  }
  return undefined
}

const fail = sentence => {
  throw new Error(sentence)
}

const isRecent = file => {
  const { stdout = '' } = run(file, ['--version'])
  const [major = 0, minor = 0] = (/v?(\d+)\.(\d+)/.exec(stdout) ?? []).slice(1).map(Number)
  return major > NATS_MINIMUM[0] || (major === NATS_MINIMUM[0] && minor >= NATS_MINIMUM[1])
}

const download = async url => {
  const response = await fetch(url)
  if (!response.ok) fail(`${url} answered ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex')

const downloadNats = async folder => {
  const platform = `${process.platform}-${{ x64: 'amd64', arm64: 'arm64' }[process.arch]}`
  const expected = NATS_ARCHIVES[platform] ?? fail(`no pinned release of nats-server for ${platform}`)
  const archive = `nats-server-v${NATS_VERSION}-${platform}.tar.gz`
  const bytes = await download(`https://github.com/nats-io/nats-server/releases/download/v${NATS_VERSION}/${archive}`)
  if (sha256(bytes) !== expected) fail(`${archive} does not match its pinned checksum`)
  fs.mkdirSync(folder, { recursive: true })
  const file = path.join(os.tmpdir(), `${process.pid}-${archive}`)
  fs.writeFileSync(file, bytes)
  const { status, stderr } = run('tar', ['-xf', file, '-C', folder, '--strip-components=1'])
  fs.rmSync(file)
  if (status !== 0) fail(`${archive} could not be unpacked: ${stderr}`)
}

/** The path of a nats-server ≥ 2.12: NATS_SERVER_BIN, the PATH, built by Go, or the release's archive. */
export async function natsServer() {
  if (process.env.NATS_SERVER_BIN) {
    if (isRecent(process.env.NATS_SERVER_BIN)) return process.env.NATS_SERVER_BIN
    fail(`NATS_SERVER_BIN=${process.env.NATS_SERVER_BIN} is not a nats-server 2.12 or newer.`)
  }
  const found = onPath('nats-server')
  if (found && isRecent(found)) return found
  const folder = path.join(tools, `nats-server-${NATS_VERSION}`)
  const file = path.join(folder, `nats-server${exe}`)
  if (fs.existsSync(file)) return file

  console.log(`Bringing nats-server ${NATS_VERSION} …`)
  const reasons = []
  const go = onPath('go')
  if (go) {
    const building = `${folder}.building-${process.pid}`
    const { status, stderr } = run(go, ['install', `github.com/nats-io/nats-server/v2@v${NATS_VERSION}`], {
      env: { ...process.env, GOBIN: building, CGO_ENABLED: '0' },
    })
    if (status === 0) {
      fs.mkdirSync(folder, { recursive: true })
      fs.renameSync(path.join(building, `nats-server${exe}`), file)
      fs.rmSync(building, { recursive: true, force: true })
      return file
    }
    reasons.push(`go install: ${stderr.trim().split('\n').at(-1)}`)
  }
  try {
    await downloadNats(folder)
    return file
  } catch (error) {
    reasons.push(error.cause ? `${error.message}: ${error.cause.message}` : error.message)
  }
  return fail(
    `The tests need nats-server 2.12 or newer and could not bring it (${reasons.join('; ')}). ` +
      'Install it (https://github.com/nats-io/nats-server/releases) or set NATS_SERVER_BIN.',
  )
}

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge']
const CHROMIUM_PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

const playwrightChromium = async () => {
  const { chromium: browser } = await import('playwright-core')
  const file = browser.executablePath()
  return file && fs.existsSync(file) ? file : undefined
}

/** The path of a Chromium: CHROMIUM_BIN, the PATH, Debian's package where apt and root are at hand, playwright's own. */
export async function chromium() {
  if (process.env.CHROMIUM_BIN) return process.env.CHROMIUM_BIN
  const find = () => CHROMIUM_NAMES.map(onPath).find(Boolean) ?? CHROMIUM_PLACES.find(file => fs.existsSync(file))
  const found = find() ?? (await playwrightChromium())
  if (found) return found

  console.log('Bringing a Chromium …')
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    run('apt-get', ['update'], { env })
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env })
    const installed = find()
    if (installed) return installed
  }
  run(process.execPath, [path.join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium'], {
    stdio: 'inherit',
  })
  return (
    (await playwrightChromium()) ??
    fail(
      'The tests need a Chromium and could not bring one. Install it (Debian: apt install chromium) or set CHROMIUM_BIN.',
    )
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = process.argv.slice(2)
  try {
    if (wanted.length === 0 || wanted.includes('nats')) await natsServer()
    if (wanted.length === 0 || wanted.includes('chromium')) await chromium()
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
