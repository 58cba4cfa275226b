import { test } from 'tap'
import { type Manifest, objectOf, podsOf, rendered } from './manifests.ts'

type Labels = Record<string, string>

const labelsOf = ({ owner }: { owner: Manifest }): Labels =>
  owner.kind === 'Pod'
    ? owner.metadata.labels
    : (owner.kind === 'CronJob' ? owner.spec.jobTemplate.spec : owner.spec).template.metadata.labels
const fits = (selector: Labels, labels: Labels) =>
  Object.entries(selector).every(([name, value]) => labels[name] === value)
const policies = (direction: 'Ingress' | 'Egress') =>
  rendered('prod').filter(({ kind, spec }) => kind === 'NetworkPolicy' && spec.policyTypes.includes(direction))

/** The ports that a pod may ask, over all policies that choose it. */
function asked(labels: Labels): number[] {
  return policies('Egress')
    .filter(({ spec }) => fits(spec.podSelector.matchLabels, labels))
    .flatMap(({ spec }) => (spec.egress ?? []).flatMap((one: { ports?: { port: number }[] }) => one.ports ?? []))
    .map(({ port }: { port: number }) => port)
}

test('every pod is under the rule that nothing may be reached or asked', async t => {
  const deny = objectOf('prod', 'NetworkPolicy', 'default-deny')
  t.same(deny.spec.policyTypes, ['Ingress', 'Egress'])
  for (const one of podsOf('prod')) t.ok(fits(deny.spec.podSelector.matchLabels, labelsOf(one)), one.name)
})

test('each app asks only the servers that its settings name', async t => {
  const ports: Record<string, number[]> = {
    gateway: [53, 4222],
    message: [53, 443, 4222, 5432],
    image: [53, 443, 4222, 5432],
    payment: [53, 443, 4222, 5432],
    automation: [53, 443, 4222, 5432],
    migrations: [53, 5432],
    streams: [53, 4222],
  }
  for (const one of podsOf('prod')) {
    const wanted = ports[one.owner.metadata.name]
    if (wanted)
      t.same(
        [...new Set(asked(labelsOf(one)))].sort((a, b) => a - b),
        wanted,
        one.name,
      )
  }
})

test('the internet is never the cloud’s metadata or a private network', async t => {
  const [four, six] = objectOf('prod', 'NetworkPolicy', 'to-internet').spec.egress[0].to
  for (const range of ['169.254.0.0/16', '10.0.0.0/8', '192.168.0.0/16', '172.16.0.0/12'])
    t.ok(four.ipBlock.except.includes(range), range)
  t.ok(six.ipBlock.except.includes('fc00::/7') && six.ipBlock.except.includes('fe80::/10'))
})

test('the outside reaches what is public, and no other service', async t => {
  const open = policies('Ingress').filter(({ spec }) =>
    (spec.ingress ?? []).some((one: { from?: unknown }) => !one.from),
  )
  t.same(open.map(({ metadata }) => metadata.name).sort(), [
    'from-gateway-callers',
    'from-image-callers',
    'from-payment-callers',
  ])
})

test('selectors of services never choose a job or a test', async t => {
  for (const service of rendered('prod').filter(({ kind }) => kind === 'Service')) {
    const chosen = podsOf('prod').filter(one => fits(service.spec.selector, labelsOf(one)))
    t.same(
      chosen.map(({ owner }) => owner.kind),
      ['Deployment'],
      service.metadata.name,
    )
  }
})
