import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'tap'
import { parse } from 'yaml'
import { read, root } from './repository.ts'

interface Step {
  name?: string
  uses?: string
  run?: string
  with?: Record<string, unknown>
}
interface Workflow {
  on: Record<string, unknown>
  permissions?: Record<string, string>
  jobs: Record<
    string,
    {
      steps: Step[]
      needs?: string | string[]
      strategy?: { matrix: Record<string, unknown> }
      permissions?: Record<string, string>
    }
  >
}

const folder = '.github/workflows'
const names = readdirSync(path.join(root, folder))
const workflow = (name: string) => parse(read(`${folder}/${name}`)) as Workflow
const stepsOf = (name: string) => Object.values(workflow(name).jobs).flatMap(({ steps }) => steps)

test('CI runs what a contributor runs, on every Node that is promised', async t => {
  const { jobs } = workflow('ci.yml')
  t.same(jobs['test']?.strategy?.matrix['node'], [20, 22, 24])
  const commands = stepsOf('ci.yml').map(({ run }) => run)
  for (const command of ['npm ci', 'make check', 'make test', 'make images', 'make compose-test']) {
    t.ok(commands.includes(command), command)
  }
})

test('a release is built from its tag, with provenance and a bill of materials, and signed', async t => {
  t.same(workflow('release.yml').on, { push: { tags: ['v*'] } })
  const build = stepsOf('release.yml').find(({ uses }) => uses?.startsWith('docker/build-push-action'))
  t.match(build?.with, { push: true, provenance: 'mode=max', sbom: true, target: 'runtime' })
  const commands = stepsOf('release.yml').map(({ run }) => run ?? '')
  t.ok(commands.some(run => run.includes('scripts/version.mjs --check')))
  t.equal(commands.filter(run => run.includes('cosign sign')).length, 2, 'images and chart')
  t.ok(commands.some(run => run.includes('helm push')))
})

test('nothing is pushed before check and tests have passed', async t => {
  const { jobs } = workflow('release.yml')
  const needs = (name: string): string[] => {
    const own = [jobs[name]?.needs ?? []].flat()
    return [...own, ...own.flatMap(needs)]
  }
  const commands = jobs['test']?.steps.map(({ run }) => run) ?? []
  for (const command of ['make check', 'make test']) t.ok(commands.includes(command), command)
  for (const job of ['images', 'chart', 'release']) t.ok(needs(job).includes('test'), job)
})

test('the chart that is packaged takes its images from the registry of the release', async t => {
  const step = stepsOf('release.yml').find(({ name }) => name === 'The chart takes its images from here')
  const values = path.join(t.testdir(), 'charts/astria-bot/values.yaml')
  mkdirSync(path.dirname(values), { recursive: true })
  const write = () => {
    const { status } = spawnSync('bash', ['-e', '-c', step?.run ?? 'false'], {
      cwd: path.join(values, '../../..'),
      env: { PATH: process.env['PATH'] ?? '', OWN: 'ghcr.io/someone' },
    })
    return status
  }
  writeFileSync(values, read('charts/astria-bot/values.yaml'))
  t.equal(write(), 0)
  t.equal(parse(readFileSync(values, 'utf8')).global.imageRegistry, 'ghcr.io/someone')
  writeFileSync(values, 'global:\n  registry: ""\n')
  t.not(write(), 0, 'a chart in which it cannot be named is not pushed')
  const owner = stepsOf('release.yml').find(({ run }) => run?.includes('"registry='))
  t.match(owner?.run, 'GITHUB_REPOSITORY_OWNER,,', 'names of images have no capitals')
})

test('workflows may do no more than they need, and use nothing that moves', async t => {
  for (const name of names) {
    t.same(workflow(name).permissions, { contents: 'read' }, `${name}: whatever is more stands at its job`)
    for (const { uses } of stepsOf(name)) if (uses) t.match(uses, /@(v\d+|[0-9a-f]{40})/, uses)
  }
})

test('every make command and script in them exists', async t => {
  const targets = new Set([...read('Makefile').matchAll(/^([a-z-]+):/gm)].map(([, target]) => target))
  for (const name of names) {
    const commands = stepsOf(name)
      .map(({ run }) => run ?? '')
      .join('\n')
    for (const [, target] of commands.matchAll(/\bmake ([a-z-]+)/g))
      t.ok(targets.has(target), `${name}: make ${target}`)
    for (const [, file] of commands.matchAll(/node (scripts\/[\w/.-]+)/g))
      t.doesNotThrow(() => read(file ?? ''), `${file}`)
  }
})
