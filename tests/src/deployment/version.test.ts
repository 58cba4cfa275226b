import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Test, test } from 'tap'
import { root } from './repository.ts'

const run = promisify(execFile)
const check = (cwd: string) => run(process.execPath, [path.join(root, 'scripts/version.mjs'), '--check'], { cwd })

/** The files that say a version, in a folder of their own. */
function copyFor(t: Test): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'astria-version-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const files = [
    'package.json',
    'package-lock.json',
    'CHANGELOG.md',
    'tests/package.json',
    'charts/astria-bot/Chart.yaml',
  ]
  const packages = ['libs', 'apps'].flatMap(top =>
    readdirSync(path.join(root, top)).map(name => `${top}/${name}/package.json`),
  )
  for (const file of [...files, ...packages].filter(name => existsSync(path.join(root, name)))) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    cpSync(path.join(root, file), path.join(folder, file))
  }
  return folder
}

test('everything says one version', async t => {
  await t.resolves(check(root))
})

test('whatever says another one is named', async t => {
  const folder = copyFor(t)
  await t.resolves(check(folder))
  for (const file of ['apps/gateway/package.json', 'tests/package.json', 'charts/astria-bot/Chart.yaml']) {
    const place = path.join(folder, file)
    if (!existsSync(place)) continue
    const text = readFileSync(place, 'utf8')
    writeFileSync(place, text.replace(/("version": "|^version: )\d+/m, '$177'))
    const { code, stderr } = await check(folder).catch(error => error)
    t.equal(code, 1, file)
    t.match(stderr, file)
    writeFileSync(place, text)
  }
  writeFileSync(path.join(folder, 'CHANGELOG.md'), '# Changelog\n')
  const { stderr } = await check(folder).catch(error => error)
  t.match(stderr, /CHANGELOG\.md has no section/)
})
