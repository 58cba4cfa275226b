// Installs the npm packages when the lock file has changed since the last time, and says clearly when Node is too old.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: 20.19 or newer is needed (https://nodejs.org).`)
  process.exit(1)
}

const stamp = 'node_modules/.installed'
const wanted = createHash('sha256').update(fs.readFileSync('package-lock.json')).digest('hex')
const installed = fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : ''
if (installed !== wanted) {
  console.log('Installing the npm packages …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (status !== 0) {
    console.error('npm ci failed: see above. A proxy or a registry mirror is set with `npm config set registry …`.')
    process.exit(1)
  }
  fs.writeFileSync(stamp, wanted)
}
