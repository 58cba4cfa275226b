// The version stands in package.json. Everything else that says it is written from there, or compared with it.
//
//   node scripts/version.mjs --check     what `make check` asks
//   node scripts/version.mjs 0.2.0       a new one, everywhere; then write CHANGELOG.md, and tag v0.2.0
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'

const [word] = process.argv.slice(2)
const read = file => fs.readFileSync(file, 'utf8')
const current = JSON.parse(read('package.json')).version
const version = !word || word === '--check' ? current : word
if (!/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/.test(version)) {
  console.error(`${version} is not a version such as 1.2.3`)
  process.exit(1)
}

const packages = ['libs', 'apps']
  .flatMap(top => fs.readdirSync(top).map(name => `${top}/${name}/package.json`))
  .concat('package.json', 'tests/package.json')
const inJson = text => text.replace(/^( {2}"version": )"[^"]*"/m, `$1"${version}"`)
const inChart = text => text.replace(/^(version: ).*$/m, `$1${version}`).replace(/^(appVersion: ).*$/m, `$1${version}`)
const chart = 'charts/astria-bot/Chart.yaml'

const files = [...packages.map(file => [file, inJson]), ...(fs.existsSync(chart) ? [[chart, inChart]] : [])]
const differing = files.filter(([file, write]) => write(read(file)) !== read(file))

if (word === '--check') {
  const faults = differing.map(([file]) => `${file} has another version than package.json, ${version}`)
  const inLock = JSON.parse(read('package-lock.json')).version
  if (inLock !== version) faults.push(`package-lock.json says ${inLock}, package.json ${version}`)
  if (!read('CHANGELOG.md').includes(`\n## ${version}`)) faults.push(`CHANGELOG.md has no section "## ${version}"`)
  if (faults.length > 0) {
    console.error(`${faults.join('\n')}\nRun: node scripts/version.mjs ${version}`)
    process.exit(1)
  }
} else {
  for (const [file, write] of differing) fs.writeFileSync(file, write(read(file)))
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund']
  const { status } = spawnSync(npm, args, { stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(1)
  console.log(`${version} everywhere. Now: make golden, and write CHANGELOG.md.`)
}
