import { test } from 'tap'
import { read, script } from './repository.ts'

interface Instruction {
  word: string
  rest: string
}

/** The instructions of a Dockerfile, continued lines joined, comments left out, by their stage. */
function readStages(text: string): Map<string, Instruction[]> {
  const lines = text
    .split('\n')
    .filter(line => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter(line => line.trim() !== '')
  const stages = new Map<string, Instruction[]>([['', []]])
  let stage = ''
  for (const line of lines) {
    const [, word = '', rest = ''] = /^\s*([A-Z]+)\s+(.*)$/.exec(line) ?? []
    if (word === 'FROM') {
      stage = / AS (\S+)/.exec(rest)?.[1] ?? ''
      stages.set(stage, [])
    }
    stages.get(stage)?.push({ word, rest: rest.trim() })
  }
  return stages
}

const text = read('Dockerfile')
const stages = readStages(text)
const all = [...stages.values()].flat()
const of = (stage: string, word: string) => (stages.get(stage) ?? []).filter(one => one.word === word)

test('it builds where no registry can be reached', async t => {
  t.notMatch(text, /^#\s*syntax=/m, 'no frontend image')
  const { baseImages } = await script('scripts/docker/bases.mjs')
  const defaults = Object.fromEntries(of('', 'ARG').map(({ rest }) => rest.split('=')))
  for (const name of ['BUILD_BASE', 'RUNTIME_BASE', 'FFMPEG_BASE', 'PG_DUMP_BASE'])
    t.equal(defaults[name], baseImages[name], name)
  const named = all.filter(({ word, rest }) => word === 'FROM' && /[:/]/.test(rest.split(' ')[0] ?? ''))
  t.same(named, [], 'every base is an argument')
})

test('what it runs on has glibc and a fixed release', async t => {
  for (const { rest } of of('', 'ARG').filter(one => one.rest.includes('_BASE='))) {
    t.notMatch(rest, /alpine|musl|:latest|=[^:]*$/, rest)
  }
})

test('the last stage is what runs: one process, as 65532, in exec form', async t => {
  t.equal([...stages.keys()].at(-1), 'runtime', 'what is built without a target')
  t.equal(of('runtime', 'USER').at(-1)?.rest, '65532:65532')
  t.equal(of('dev', 'USER').at(-1)?.rest, '65532:65532')
  for (const { word, rest } of all.filter(one => ['CMD', 'ENTRYPOINT'].includes(one.word))) {
    t.doesNotThrow(() => JSON.parse(rest), `${word} ${rest}`)
  }
  t.same(JSON.parse(of('runtime', 'CMD')[0]?.rest ?? ''), ['dist/main.js'])
  t.same(of('runtime', 'RUN'), [], 'nothing is run in it: a base without a shell will do')
})

test('packages come from the lock file, and development tools stay behind', async t => {
  const npm = all.filter(({ word, rest }) => word === 'RUN' && /\bnpm (ci|install|i)\b/.test(rest))
  const installs = npm.filter(({ rest }) => /npm (install|i)\b/.test(rest))
  t.ok(
    installs.every(({ rest }) => rest.includes('--global "turbo@')),
    'only turbo, by the version in package.json',
  )
  t.match(of('prod-deps', 'RUN')[0]?.rest, /npm ci --omit=dev --workspace=/)
  t.match(of('pruner', 'RUN').at(-1)?.rest, /turbo prune .* --docker/)
})

test('no app names the test library: npm would put its database into the image', async t => {
  const { imageApps } = await script('scripts/docker/apps.mjs')
  for (const app of imageApps) {
    const { dependencies, devDependencies } = JSON.parse(read(`apps/${app}/package.json`))
    t.notOk('@astria-bot/testing' in { ...dependencies, ...devDependencies }, app)
  }
})

test('ffmpeg is in the image service alone, pg_dump in maintenance alone', async t => {
  const carriers = [...stages].filter(([, list]) => list.some(({ rest }) => /install.* ffmpeg/.test(rest)))
  t.same(
    carriers.map(([name]) => name),
    ['runtime-1-0'],
  )
  const { buildArgumentsOf, imageApps } = await script('scripts/docker/apps.mjs')
  const withIt = imageApps.filter((app: string) => buildArgumentsOf(app).includes('WITH_FFMPEG=1'))
  t.same(withIt, ['image'])
  const dumping = imageApps.filter((app: string) => buildArgumentsOf(app).includes('WITH_PG_DUMP=1'))
  t.same(dumping, ['maintenance'])
  t.match(text, /^ARG WITH_FFMPEG=0$/m)
  t.match(text, /^ARG WITH_PG_DUMP=0$/m)
})

test('neither secrets nor a machine’s own build get into the context', async t => {
  const ignored = read('.dockerignore').split('\n')
  for (const name of ['.env', '.env.*', '.git', '.data', '**/node_modules', '**/dist'])
    t.ok(ignored.includes(name), name)
  for (const name of [
    'apps',
    'libs',
    'package.json',
    'package-lock.json',
    'turbo.json',
    '.npmrc',
    'tsconfig.base.json',
    'docker',
  ]) {
    t.notOk(ignored.includes(name), `${name} is needed`)
  }
})
