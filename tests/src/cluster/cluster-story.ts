// A release on a real control plane: `make cluster-test` brings the programs and runs this file.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createDatabase, eventually, startNats } from '@astria-bot/testing'
import { test } from 'tap'
import { type Manifest, manifestsOf, objectOf, podOf, readYaml, rendered, renders } from '../charts/manifests.ts'
import { crds, namespace } from './cluster-objects.ts'
import { startControlPlane } from './control-plane.ts'
import { playMetrics } from './played-metrics.ts'
import { playNode } from './played-node.ts'
import { runJobs } from './run-pod.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const { CONTROL_PLANE = '', HELM4_BIN = '' } = process.env
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'astria-cluster-'))
const plane = await startControlPlane(CONTROL_PLANE, folder)
const { api } = plane
const database = await createDatabase({ empty: true })
const nats = await startNats()
const { run, runs } = runJobs(api)
const node = await playNode(api, run)
const metrics = await playMetrics(plane)
const long = { timeoutMs: 240_000, everyMs: 500 }

process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }))

async function helm(...args: string[]): Promise<{ ok: boolean; said: string }> {
  const { NODE_OPTIONS: _, ...env } = process.env
  const options = { cwd: root, env: { ...env, KUBECONFIG: plane.kubeconfig } }
  return promisify(execFile)(HELM4_BIN, [...args, '--namespace', 'astria-bot'], options).then(
    ({ stdout }) => ({ ok: true, said: stdout }),
    error => ({ ok: false, said: `${error.stdout}${error.stderr}` }),
  )
}
const values = ['charts/astria-bot/values-prod.yaml', 'tests/src/cluster/values.yaml'].flatMap(file => ['-f', file])
const files = path.join(folder, 'files')
fs.mkdirSync(files)
const upgrade = (...more: string[]) =>
  helm(
    'upgrade',
    '--install',
    'astria-bot',
    'charts/astria-bot',
    ...values,
    ...['--set', `config.FILES_URL=file://${files}`, '--wait', '--timeout', '5m'],
    ...more,
  )

const at = '/apis/apps/v1/namespaces/astria-bot/deployments'
const replicasOf = async (name: string): Promise<number> => (await api.get(`${at}/${name}`)).spec.replicas

test('the API server takes every render and every plain manifest, strictly and without a warning', async t => {
  for (const object of [namespace, ...crds()]) t.ok((await api.apply(object)).status < 300, object.metadata.name)
  await eventually(async () => (await api.request('GET', '/apis/keda.sh/v1alpha1')).status === 200, long)
  const plain = (readYaml('k8s/kustomization.yaml').resources as string[]).flatMap(file => manifestsOf(`k8s/${file}`))
  const all: [string, Manifest[]][] = [
    ...renders.map((name): [string, Manifest[]] => [name, rendered(name)]),
    ['k8s', plain],
  ]
  for (const [name, objects] of all) {
    const wrong: string[] = []
    for (const object of objects) {
      const { status, body, warnings } = await api.apply(object, { dryRun: true })
      if (status >= 300 || warnings.length > 0)
        wrong.push(`${object.kind}/${object.metadata.name}: ${status} ${body.message ?? ''} ${warnings.join()}`)
    }
    t.same(wrong, [], `${name}: ${objects.length} objects`)
  }
})

test('it refuses a typo', async t => {
  const typo = structuredClone(objectOf('prod', 'HorizontalPodAutoscaler', 'message'))
  typo.spec.maxReplica = 4
  const { status, body } = await api.apply(typo, { dryRun: true })
  t.not(status, 200)
  t.match(body.message, /maxReplica/)
})

test('a pod that may do more than `restricted` allows is refused, ours is not', async t => {
  const pod = (spec: object): Manifest => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'one', labels: {} },
    spec,
  })
  const bare = await api.apply(pod({ containers: [{ name: 'one', image: 'astria-bot/gateway:0.1.0' }] }), {
    dryRun: true,
  })
  t.equal(bare.status, 403)
  for (const reason of ['allowPrivilegeEscalation', 'capabilities', 'runAsNonRoot', 'seccompProfile'])
    t.match(bare.body.message, reason)
  const { serviceAccountName: _, ...own } = podOf(objectOf('prod', 'Deployment', 'gateway'))
  t.equal((await api.apply(pod({ ...own, serviceAccountName: 'default' }), { dryRun: true })).status, 201)
})

test('helm installs it: migrations and streams first, on a real database and broker, then everything gets ready', async t => {
  const passwords = Object.fromEntries(
    ['message', 'image', 'payment', 'automation', 'maintenance'].map(app => [app, randomBytes(8).toString('hex')]),
  )
  const references = rendered('prod').flatMap(object => [
    ...JSON.stringify(object).matchAll(/"secretKeyRef":(\{[^}]*\})/g),
  ])
  const wanted = references
    .map(([, reference = '']) => JSON.parse(reference) as { key: string; optional?: boolean })
    .filter(({ optional }) => !optional)
    .map(({ key }) => key)
  const stringData = Object.fromEntries(wanted.map(key => [key, secretFor(key, passwords)]))
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'astria-bot-secrets', labels: {} }, stringData }
  t.ok((await api.apply(secret as unknown as Manifest)).status < 300)
  const { ok, said } = await upgrade()
  t.ok(ok, said)
  t.match(said, 'The next three commands')
  t.same(
    runs.map(({ args, exitCode }) => [args.slice(1), exitCode]),
    [
      [['migrate', 'roles'], 0],
      [['streams'], 0],
    ],
    runs.map(({ output }) => output).join('\n'),
  )
  t.equal(await replicasOf('message'), 3)
})

function secretFor(key: string, passwords: Record<string, string>): string {
  if (key === 'ROLE_PASSWORDS')
    return Object.entries(passwords)
      .map(pair => pair.join(':'))
      .join()
  if (key.endsWith('NATS_URL')) return nats.url
  // The database's owner: what the roles may is tested elsewhere.
  return key.endsWith('DATABASE_URL') ? database.url : 'a-secret-of-many-letters'
}

test('the autoscaler goes from 3 to 10 and back, an upgrade keeps what it decided, and a bad value changes nothing', async t => {
  metrics.use({ cpu: 1.6, memory: 0.5 })
  await eventually(async () => (await replicasOf('message')) === 10, long)
  t.equal(await replicasOf('payment'), 3, 'each within its own bounds')
  const again = await upgrade('--set', 'config.LOG_LEVEL=debug')
  t.ok(again.ok, again.said)
  t.equal(await replicasOf('message'), 10)
  const bad = await upgrade('--set', 'services.message.replicaz=1')
  t.notOk(bad.ok)
  t.match(bad.said, /services\/message.*replicaz/s)
  const history = await helm('history', 'astria-bot', '-o', 'json')
  t.equal(JSON.parse(history.said).length, 2)
  metrics.use({ cpu: 0.1, memory: 0.3 })
  await eventually(async () => (await replicasOf('message')) === 3, long)
  t.pass('back at 3')
})

test('maintenance by the clock and by hand at once: one does the work', async t => {
  const cronJobs = '/apis/batch/v1/namespaces/astria-bot/cronjobs/maintenance'
  const jobs = '/apis/batch/v1/namespaces/astria-bot/jobs'
  const { spec } = await api.get(cronJobs)
  runs.length = 0
  const patch = (schedule: string) =>
    api.request('PATCH', cronJobs, { spec: { schedule } }, 'application/merge-patch+json')
  await patch('* * * * *')
  await eventually(async () => {
    const { items } = await api.get(jobs)
    return items.some((job: Manifest) => /^maintenance-\d+$/.test(job.metadata.name))
  }, long)
  await patch(spec.schedule)
  const byHand = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'by-hand', labels: {} }, ...spec.jobTemplate }
  t.ok((await api.apply({ ...byHand, metadata: { name: 'by-hand', labels: {} } } as unknown as Manifest)).status < 300)
  await eventually(() => runs.length === 2, long)
  t.same(
    runs.map(({ exitCode }) => exitCode),
    [0, 0],
    runs.map(({ output }) => output).join('\n'),
  )
  const outcomes = runs.flatMap(({ output }) =>
    output
      .split('\n')
      .flatMap(line => (line.startsWith('{') ? [JSON.parse(line)] : []))
      .filter(({ job }) => job),
  )
  const did = outcomes.filter(({ outcome }) => outcome === 'done').map(({ job }) => job)
  t.ok(did.length > 0, 'the work was done')
  t.equal(new Set(did).size, did.length, 'and nothing twice')
  await eventually(async () => {
    const { items } = await api.get(jobs)
    return items.filter((job: Manifest & { status: { succeeded?: number } }) => job.status.succeeded).length === 2
  }, long)
})

test('the daily CronJob is there beside it, and does what cannot wait', async t => {
  const { spec } = await api.get('/apis/batch/v1/namespaces/astria-bot/cronjobs/maintenance-daily')
  t.match(spec, { schedule: '30 3 * * *', timeZone: 'Etc/UTC', concurrencyPolicy: 'Forbid' })
  runs.length = 0
  const metadata = { name: 'daily-by-hand', labels: {} }
  const job = { apiVersion: 'batch/v1', kind: 'Job', ...spec.jobTemplate, metadata } as unknown as Manifest
  t.ok((await api.apply(job)).status < 300)
  await eventually(() => runs.length === 1, long)
  t.match(runs[0], { args: ['dist/main.js', 'daily'], exitCode: 0, output: 'forget-in-streams' })
})

test('the end', async () => {
  await node.stop()
  await metrics.stop()
  await plane.stop()
  await nats.stop()
  await database.drop()
})
