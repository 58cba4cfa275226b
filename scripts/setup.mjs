// make setup: looks for the tools, writes `.env` with secrets of your own, says what is missing and where to get it.
// Run again it changes nothing that is there. Needs nothing but Node; called by scripts/setup.sh and scripts/setup.ps1.
//
//   node scripts/setup.mjs [--no-install] [--file <file>]
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { completeEnvFile, readEnvFile } from './setup/env-file.mjs'
import { lookForTools, NODE_MINIMUM } from './setup/tools.mjs'
import { SANDBOX_MARK, toFillIn, vendorSecrets } from './setup/values.mjs'

const { values: options } = parseArgs({
  options: { 'no-install': { type: 'boolean' }, file: { type: 'string', default: '.env' } },
})
const { file } = options

console.log('Tools')
const tools = lookForTools()
for (const { name, version, fits, needed, where, for: purpose } of tools) {
  const found = fits ? version : `${version ?? 'missing'}; needed for ${purpose}: ${where}`
  console.log(`  ${fits ? 'ok     ' : needed ? 'MISSING' : '-      '} ${name.padEnd(15)} ${found}`)
}
if (tools.some(({ needed, fits }) => needed && !fits)) {
  console.error(`\nNode ${NODE_MINIMUM} or newer, with npm, is needed for everything. Nothing was written.`)
  process.exit(1)
}

const added = completeEnvFile(file)
console.log(`\n${file}: ${added.length === 0 ? 'complete, left as it is' : `wrote ${added.join(', ')}`}`)

const env = readEnvFile(file)
const open = [
  ...vendorSecrets.filter(({ name }) => env[name]?.startsWith(SANDBOX_MARK)),
  ...toFillIn.filter(({ name }) => env[name] === undefined),
]
if (open.length > 0) {
  console.log('\nGood for the sandbox. Before a real number is connected, these have to be replaced or filled in:')
  for (const { name, where } of open) console.log(`  ${name.padEnd(23)} ${where}`)
}

if (!options['no-install']) {
  const { status } = spawnSync(process.execPath, ['scripts/install.mjs'], { stdio: 'inherit' })
  if (status !== 0) process.exit(1)
}
console.log(`
Next
  make start                    everything in one process, with a phone in the browser; needs nothing else
  docker compose up --build     everything in containers
  make doctor                   what is right and what is not`)
