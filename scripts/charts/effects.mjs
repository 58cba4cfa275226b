import { parseAllDocuments } from 'yaml'
import { chart, render, renders, runHelm } from './render.mjs'

const set = (...values) => values.flatMap(one => ['--set', one])
const jobsIn = text =>
  parseAllDocuments(text)
    .map(document => document.toJS())
    .filter(object => object?.kind === 'Job')
    .map(({ metadata }) => metadata.name)
    .toSorted()

/** Values of which the plain jobs' pods hold something: another Job, as the one that ran cannot be changed. */
const changes = [
  'config.LOG_LEVEL=warn',
  'config.PARTITIONS=16',
  'migrations.resources.limits.memory=300Mi',
  'podSecurityContext.fsGroup=1000',
  'image.tag=9.9.9',
  'existingSecret=another',
  'migrations.run=again',
  'migrations.run=1763746480',
]

/** Which changes of values leave a plain job with the name of one that differs, or rename one that does not. */
export function wrongJobNames(helm) {
  const namesWith = (...args) => jobsIn(render(helm, renders.aks, set(...args)))
  const before = namesWith()
  const kept = changes.filter(change => namesWith(change).every(name => before.includes(name)))
  const renamed = ['config.SUPPORT_CONTACT=other@example.com', 'maintenance.suspend=true', 'migrations.run=']
    .map(change => [change, namesWith(change)])
    .filter(([, names]) => names.join() !== before.join())
  return [
    ...(before.length === 2 ? [] : [`wanted two jobs, found ${before.join(', ')}`]),
    ...kept.map(change => `${change} changes the pods of jobs that keep their names: ${before.join(', ')}`),
    ...renamed.map(([change, names]) => `${change} changes nothing of the jobs, which are now ${names.join(', ')}`),
  ]
}

/** Where the release's namespace does not stand in what is asked of Prometheus. */
export function wrongNamespaces(helm) {
  const text = render(helm, renders.keda, ['--namespace', 'elsewhere'])
  return ['namespace="astria-bot"', 'NAMESPACE'].filter(words => text.includes(words))
}

/** Which APIs that a cluster may not know are not named in what helm says after an install. */
export function missingNotes(helm) {
  const files = renders.aks.flatMap(file => ['--values', file])
  const wanted = ['autoscaling.engine=keda', 'monitoring.podMonitor.enabled=true', 'global.imageRegistry=']
  const base = ['install', 'astria-bot', chart, '--dry-run=client', '--namespace', 'astria-bot', ...files]
  const { ok, stdout, stderr } = runHelm(helm, [...base, ...set(...wanted)])
  if (!ok) return [stderr.trim()]
  const sentences = [
    ...['keda.sh/v1alpha1', 'monitoring.coreos.com/v1', 'external-secrets.io/v1', 'gateway.networking.k8s.io/v1'].map(
      api => `This cluster does not know ${api}: `,
    ),
    'without a registry',
  ]
  const plain = runHelm(helm, [...base, ...set('httpRoute.enabled=false', 'externalSecret.enabled=false')]).stdout
  return [
    ...sentences.filter(words => !stdout.includes(words)).map(words => `not said: ${words}`),
    ...sentences.filter(words => plain.includes(words)).map(words => `said without need: ${words}`),
  ]
}
