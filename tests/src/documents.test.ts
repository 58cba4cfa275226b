import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { test } from 'tap'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const pages = [
  'README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true })
    .map(name => `docs/${name}`)
    .filter(name => name.endsWith('.md')),
  ...['libs', 'apps'].flatMap(top => readdirSync(path.join(root, top)).map(name => `${top}/${name}/README.md`)),
]

test('.env.example and the reference pages are what the code says', async t => {
  const { stderr } = await run(process.execPath, ['scripts/golden.mjs', '--check'], { cwd: root })
  t.equal(stderr, '')
})

test('every make command that a page names exists', async t => {
  const targets = new Set([...read('Makefile').matchAll(/^([a-z-]+):/gm)].map(([, name]) => name))
  for (const page of pages) {
    const named = [...read(page).matchAll(/(?:^|`)make ([a-z-]+)/gm)].map(([, name]) => name)
    t.same(
      named.filter(name => !targets.has(name)),
      [],
      page,
    )
  }
  const { stdout } = await run('make', ['help'], { cwd: root })
  for (const name of ['start', 'test', 'dev', 'say', 'check', 'golden', 'migrate', 'bench'])
    t.match(stdout, `make ${name}`)
})

test('every file that a page links to is there', async t => {
  for (const page of pages) {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)[^)]*\)|src="(?!https?:)([^"]+)"/g)]
    for (const [, link, source] of links) {
      t.doesNotThrow(
        () => readdirOrFile(path.join(root, path.dirname(page), link ?? source ?? '')),
        `${page}: ${link ?? source}`,
      )
    }
  }
})

function readdirOrFile(file: string): void {
  try {
    readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EISDIR') throw error
  }
}
