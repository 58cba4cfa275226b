import { parseAllDocuments, stringify } from 'yaml'
import { chart, render } from './render.mjs'

/** What of the chart stands in which file; the first that fits takes an object. */
const files = [
  ['01-config.yaml', 'The namespace, and the settings that are no secrets.', o => isConfig(o)],
  ['02-nats.yaml', 'NATS for trying out: one server. Production brings three.', o => component(o) === 'nats'],
  [
    '03-postgres.yaml',
    'Postgres for trying out: one server. Production brings its own.',
    o => component(o) === 'postgres',
  ],
  ['05-scaling-jobs.yaml', 'Autoscalers, the migration, the streams, and maintenance.', o => isScalingOrJob(o)],
  [
    '06-ingress.yaml',
    'The public paths, and who may talk to whom.',
    o => ['Ingress', 'NetworkPolicy'].includes(o.kind),
  ],
  ['04-services.yaml', 'The services.', () => true],
]
const component = o => o.metadata.labels['app.kubernetes.io/component']
const isConfig = o => (o.kind === 'ConfigMap' && component(o) === 'config') || o.kind === 'PersistentVolumeClaim'
const isScalingOrJob = o =>
  ['HorizontalPodAutoscaler', 'Job', 'CronJob', 'PodDisruptionBudget'].includes(o.kind) ||
  component(o) === 'maintenance'

const namespace = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'astria-bot',
    labels: Object.fromEntries(
      ['enforce', 'audit', 'warn'].map(mode => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
    ),
  },
}

/** Nothing of Helm's is left: labels and annotations that only Helm reads. */
function withoutHelm(object) {
  const { labels = {}, annotations } = object.metadata
  delete labels['helm.sh/chart']
  if (labels['app.kubernetes.io/managed-by']) delete labels['app.kubernetes.io/managed-by']
  for (const name of Object.keys(annotations ?? {})) if (name.startsWith('helm.sh/')) delete annotations[name]
  if (annotations && Object.keys(annotations).length === 0) delete object.metadata.annotations
  return object
}

const text = (title, objects) =>
  `# Generated from ${chart} by \`make golden-charts\`; do not edit. ${title}\n${objects
    .map(object => stringify(object, { lineWidth: 0, version: '1.1' }))
    .join('---\n')}`

/** The files of k8s/ that come from the chart, by their paths. */
export function plainManifests(helm) {
  const all = parseAllDocuments(render(helm, ['k8s/values.yaml'], ['--no-hooks']))
    .map(document => document.toJS())
    .filter(Boolean)
    .map(withoutHelm)
  const taken = new Map(files.map(([file]) => [file, []]))
  for (const object of all) taken.get(files.find(([, , fits]) => fits(object))[0]).push(object)
  taken.get('01-config.yaml').unshift(namespace)
  return files.map(([file, title]) => [`k8s/${file}`, text(title, taken.get(file))])
}
