import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Test, test } from 'tap'
import { read, root } from './repository.ts'

const run = promisify(execFile)

function folderFor(t: Test): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'astria-setup-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const env = { PATH: process.env['PATH'] ?? '' }
const setup = (file: string) => run('sh', ['scripts/setup.sh', '--no-install', '--file', file], { cwd: root, env })

test('it writes secrets of one’s own, for the owner alone, and says what is missing and where to get it', async t => {
  const file = path.join(folderFor(t), '.env')
  const { stdout } = await setup(file)
  const values = [...readFileSync(file, 'utf8').matchAll(/^([A-Z_]+)=(.+)$/gm)].map(([, , value]) => value)
  t.ok(values.length >= 10)
  t.equal(new Set(values).size, values.length, 'no secret twice')
  t.ok(values.every(value => (value?.length ?? 0) >= 40))
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.match(stdout, /WHATSAPP_API_KEY .*System users/)
  t.match(stdout, /PUBLIC_URL .*Meta and Astria call/)
  t.notOk(
    values.some(value => stdout.includes(value as string)),
    'and shows none of them',
  )
})

test('again it changes nothing; what a person wrote stays, what is missing is added', async t => {
  const file = path.join(folderFor(t), '.env')
  writeFileSync(file, 'WHATSAPP_API_KEY=mine\nPUBLIC_URL=https://bot.example\n')
  await setup(file)
  const first = readFileSync(file, 'utf8')
  t.match(first, /^WHATSAPP_API_KEY=mine\nPUBLIC_URL=https:\/\/bot.example\n/)
  t.equal(first.match(/WHATSAPP_API_KEY=/g)?.length, 1)
  t.match(first, /^CALLBACK_SECRET=s[0-9a-f]{48}$/m)
  const { stdout } = await setup(file)
  t.equal(readFileSync(file, 'utf8'), first)
  t.match(stdout, /complete, left as it is/)
  t.notMatch(stdout, /WHATSAPP_API_KEY|PUBLIC_URL/, 'what is filled in is not asked for')
})

test('without Node it says so, and where Node is to be had', async t => {
  const folder = folderFor(t)
  for (const name of ['sh', 'dirname']) {
    const { stdout } = await run('sh', ['-c', `command -v ${name}`])
    symlinkSync(stdout.trim(), path.join(folder, name))
  }
  const options = { cwd: root, env: { PATH: folder } }
  const failed = await run('sh', ['scripts/setup.sh'], options).catch(error => error)
  t.equal(failed.code, 1)
  t.match(failed.stderr, /Node is missing.*20\.19.*nodejs\.org/)
})

test('the scripts for Windows do the same', async t => {
  const { NODE_MINIMUM } = await import(path.join(root, 'scripts/setup/tools.mjs'))
  const minimum = NODE_MINIMUM.replace(/\.0$/, '')
  t.match(JSON.parse(read('package.json')).engines.node, `>=${minimum}`)
  for (const file of ['scripts/setup.sh', 'scripts/setup.ps1']) {
    t.match(read(file), 'node scripts/setup.mjs', file)
    t.match(read(file), `${minimum} or newer`, file)
  }
  t.match(read('scripts/setup.bat'), 'setup.ps1')
})
