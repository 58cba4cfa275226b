import { streamOf, traffic } from '@astria-bot/contracts'
import { test } from 'tap'
import { objectOf, rendered, renders } from './manifests.ts'

const bounds = { gateway: [2, 6], message: [3, 10], image: [2, 5], payment: [2, 3] }
const targets = {
  gateway: { cpu: 70 },
  message: { cpu: 70, memory: 80 },
  image: { cpu: 70, memory: 80 },
  payment: { cpu: 70 },
}

test('the autoscalers have the numbers of the design', async t => {
  const autoscalers = rendered('default').filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
  t.same(
    Object.fromEntries(autoscalers.map(({ metadata, spec }) => [metadata.name, [spec.minReplicas, spec.maxReplicas]])),
    bounds,
  )
  for (const { metadata, spec } of autoscalers) {
    const found = spec.metrics.map((one: { resource: { name: string; target: object } }) => [
      one.resource.name,
      one.resource.target,
    ])
    const wanted = Object.entries(targets[metadata.name as keyof typeof targets])
    t.same(
      found,
      wanted.map(([name, averageUtilization]) => [name, { type: 'Utilization', averageUtilization }]),
      metadata.name,
    )
    t.same(spec.scaleTargetRef, { apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name })
    t.same(spec.behavior.scaleUp, {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Percent', value: 100, periodSeconds: 15 },
        { type: 'Pods', value: 2, periodSeconds: 15 },
      ],
    })
    t.same(spec.behavior.scaleDown, {
      stabilizationWindowSeconds: 300,
      selectPolicy: 'Min',
      policies: [
        { type: 'Percent', value: 25, periodSeconds: 60 },
        { type: 'Pods', value: 1, periodSeconds: 60 },
      ],
    })
  }
})

test('a number of replicas stands only where no autoscaler owns it, and one autoscaler owns a deployment', async t => {
  for (const render of renders) {
    const objects = rendered(render)
    const scalers = objects.filter(({ kind }) => ['HorizontalPodAutoscaler', 'ScaledObject'].includes(kind))
    const owned = scalers.map(({ spec }) => spec.scaleTargetRef.name)
    t.equal(new Set(owned).size, owned.length, `${render}: no deployment has two`)
    for (const { kind, metadata, spec } of objects) {
      if (kind !== 'Deployment') continue
      t.equal('replicas' in spec, !owned.includes(metadata.name), `${render}: ${metadata.name}`)
    }
  }
})

test('without an autoscaler a service keeps the least that it had', async t => {
  t.equal(objectOf('off', 'Deployment', 'message').spec.replicas, 3)
  t.equal(objectOf('off', 'Deployment', 'image').spec.replicas, 2)
  t.equal(objectOf('default', 'Deployment', 'automation').spec.replicas, 2, 'which has a fixed number')
})

test('KEDA has the same bounds and behaviour, CPU and memory besides the lag, and never drops replicas', async t => {
  for (const name of ['message', 'image', 'payment'] as const) {
    const { spec, metadata } = objectOf('keda', 'ScaledObject', name)
    t.same([spec.minReplicaCount, spec.maxReplicaCount], bounds[name])
    t.same(
      spec.advanced.horizontalPodAutoscalerConfig.behavior,
      objectOf('prod', 'HorizontalPodAutoscaler', name).spec.behavior,
    )
    const types = spec.triggers.map(({ type }: { type: string }) => type)
    t.same(types, [...Object.keys(targets[name]), 'prometheus'])
    t.equal(spec.advanced.horizontalPodAutoscalerConfig.name, name)
    t.equal(metadata.annotations?.['scaledobject.keda.sh/transfer-hpa-ownership'], 'true')
    t.equal(spec.fallback.behavior, 'currentReplicasIfHigher')
  }
  t.ok(objectOf('keda', 'HorizontalPodAutoscaler', 'gateway'), 'what consumes nothing keeps its own')
})

test('without a Prometheus KEDA asks NATS for every partition of every consumer, at the headless service', async t => {
  const { spec } = objectOf('jetstream', 'ScaledObject', 'message')
  const lag = spec.triggers.filter(({ type }: { type: string }) => type === 'nats-jetstream')
  const consumers = lag.map(({ metadata }: { metadata: { consumer: string } }) => metadata.consumer)
  const wanted = traffic.message.consumes.flatMap(({ durable, events }) =>
    [...new Set(events.map(({ type }) => streamOf(type)))].flatMap(stream => [
      `${durable}-${stream}-0`,
      `${durable}-${stream}-1`,
    ]),
  )
  t.same(consumers.toSorted(), wanted.toSorted())
  for (const { metadata } of lag) t.match(metadata.natsServerMonitoringEndpoint, /^nats-headless\./)
})
