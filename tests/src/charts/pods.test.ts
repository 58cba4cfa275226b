import { test } from 'tap'
import { type Container, objectOf, podOf, podsOf, read, renders } from './manifests.ts'

const endsWithinSeconds = 25

test('every pod of every render may do as little as `restricted` asks, and less', async t => {
  for (const render of renders) {
    for (const { name, pod } of podsOf(render)) {
      t.match(pod.securityContext, { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }, name)
      t.ok(pod.securityContext.runAsUser > 0, name)
      t.equal(pod.automountServiceAccountToken, false, name)
      t.equal(pod.enableServiceLinks, false, name)
      for (const { securityContext } of pod.containers as Container[]) {
        t.match(
          securityContext,
          {
            runAsNonRoot: true,
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          name,
        )
      }
    }
  }
})

test('every container has requests and limits, a version, and room for temporary files only', async t => {
  for (const render of renders) {
    for (const { name, pod } of podsOf(render)) {
      for (const { resources, image } of pod.containers as Container[]) {
        for (const what of ['cpu', 'memory']) {
          t.ok(resources.requests[what] && resources.limits[what], `${name} ${what}`)
        }
        t.match(image, /[:@][^/]+$/, name)
        t.notMatch(image, /:latest$/, name)
      }
      for (const volume of pod.volumes ?? []) if (volume.emptyDir) t.ok(volume.emptyDir.sizeLimit, name)
    }
  }
})

test('services have probes, and time to end before they are killed', async t => {
  for (const { name, owner, pod } of podsOf('prod').filter(({ owner }) => owner.kind === 'Deployment')) {
    const [container] = pod.containers as Container[]
    t.match(container?.startupProbe, {
      httpGet: { path: '/health', port: 'http' },
      periodSeconds: 2,
      failureThreshold: 30,
    })
    t.match(container?.livenessProbe, { httpGet: { path: '/health' }, periodSeconds: 20, timeoutSeconds: 3 })
    t.match(container?.readinessProbe, { httpGet: { path: '/ready' }, periodSeconds: 5, failureThreshold: 2 })
    t.equal(container?.lifecycle.preStop.sleep.seconds, 5)
    t.ok(pod.terminationGracePeriodSeconds >= 5 + endsWithinSeconds, name)
    t.match(owner.spec.strategy, { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } })
    t.equal(owner.spec.minReadySeconds, 5)
    const spread = pod.topologySpreadConstraints.map((one: { topologyKey: string; whenUnsatisfiable: string }) => [
      one.topologyKey,
      one.whenUnsatisfiable,
    ])
    t.same(spread, [
      ['topology.kubernetes.io/zone', 'ScheduleAnyway'],
      ['kubernetes.io/hostname', 'ScheduleAnyway'],
    ])
  }
})

test('the memory of those that scale by it is asked for whole', async t => {
  for (const { owner, pod } of podsOf('prod')) {
    if (!['message', 'image'].includes(owner.metadata.name)) continue
    const [{ resources } = { resources: {} }] = pod.containers as Container[]
    t.equal(resources.requests.memory, resources.limits.memory, owner.metadata.name)
  }
})

test('memory is asked for by what was measured: twice the rest, and where it scales twice the peak', async t => {
  const table = read('docs/decisions/0055-requests-by-measurement.md')
  const mib = (amount: string) => Number.parseInt(amount, 10) * (amount.endsWith('Gi') ? 1024 : 1)
  for (const app of ['gateway', 'message', 'image', 'payment', 'automation']) {
    const row = table.split('\n').find(line => line.startsWith(`| ${app} |`)) ?? ''
    const [rest = 0, ...peaks] = row.split('|').slice(2, 5).map(Number)
    const [container] = podOf(objectOf('default', 'Deployment', app)).containers as Container[]
    const { requests, limits } = container?.resources ?? {}
    t.ok(rest > 0 && mib(requests.memory) >= 2 * rest, app)
    if (requests.memory === limits.memory) t.ok(mib(requests.memory) >= 2 * Math.max(...peaks), `${app}: its peak`)
    t.match(row, `| ${requests.cpu}, ${requests.memory} | ${limits.cpu}, ${limits.memory} |`)
  }
})

test('an image may be named by its digest', async t => {
  const [container] = podOf(objectOf('jetstream', 'CronJob', 'maintenance')).containers as Container[]
  t.match(container?.image, /^registry\.example\.com\/astria-bot\/maintenance@sha256:[0-9a-f]{64}$/)
})
