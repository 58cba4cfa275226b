// Writes scripts/charts/schemas anew: of Kubernetes and of the operators, the kinds that the chart renders, without
// their descriptions. Needs Go, for its module proxy. To be run when a version or a kind changes:
//
//   node scripts/charts/extract-schemas.mjs
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { parse } from 'yaml'
import { goEnv } from './go-tool.mjs'

const kubernetes = 'k8s.io/kubernetes@v1.36.2'
const kinds = [
  ...['ConfigMap', 'Namespace', 'PersistentVolumeClaim', 'Pod', 'Secret', 'Service', 'ServiceAccount'].map(kind => [
    '',
    'v1',
    kind,
  ]),
  ...['Deployment', 'StatefulSet'].map(kind => ['apps', 'v1', kind]),
  ...['CronJob', 'Job'].map(kind => ['batch', 'v1', kind]),
  ...['Ingress', 'NetworkPolicy'].map(kind => ['networking.k8s.io', 'v1', kind]),
  ['autoscaling', 'v2', 'HorizontalPodAutoscaler'],
  ['policy', 'v1', 'PodDisruptionBudget'],
]
const monitoring = 'github.com/prometheus-operator/prometheus-operator@v0.85.0'
const monitoringCrds = 'example/prometheus-operator-crd/monitoring.coreos.com_'
const crds = [
  ['sigs.k8s.io/gateway-api@v1.5.0', 'config/crd/standard/gateway.networking.k8s.io_httproutes.yaml', 'v1'],
  ['sigs.k8s.io/gateway-api@v1.5.0', 'config/crd/standard/gateway.networking.k8s.io_gateways.yaml', 'v1'],
  ['github.com/kedacore/keda/v2@v2.20.2', 'config/crd/bases/keda.sh_scaledobjects.yaml', 'v1alpha1'],
  [monitoring, `${monitoringCrds}podmonitors.yaml`, 'v1'],
  [monitoring, `${monitoringCrds}prometheusrules.yaml`, 'v1'],
  [
    'github.com/external-secrets/external-secrets@v1.3.2',
    'config/crds/bases/external-secrets.io_externalsecrets.yaml',
    'v1',
  ],
]

const folderOf = module => {
  const { stdout } = spawnSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8', env: goEnv() })
  const { Dir, Error: wrong } = JSON.parse(stdout)
  if (!Dir) throw new Error(`${module}: ${wrong}`)
  return Dir
}

/** A schema without what only people read. A property that is called `description` stays. */
function bare(schema, isMap = false) {
  if (Array.isArray(schema)) return schema.map(one => bare(one))
  if (schema === null || typeof schema !== 'object') return schema
  const kept = Object.entries(schema).filter(
    ([key]) => isMap || !['description', 'title', 'example', 'externalDocs'].includes(key),
  )
  return Object.fromEntries(
    kept.map(([key, value]) => [key, bare(value, ['properties', 'definitions'].includes(key) && !isMap)]),
  )
}

function ofKubernetes() {
  const { definitions } = JSON.parse(fs.readFileSync(`${folderOf(kubernetes)}/api/openapi-spec/swagger.json`, 'utf8'))
  const isKind =
    ([group, version, kind]) =>
    one =>
      one.group === group && one.version === version && one.kind === kind
  const roots = kinds.map(wanted => {
    const [name] = Object.entries(definitions).find(([, value]) =>
      value['x-kubernetes-group-version-kind']?.some(isKind(wanted)),
    )
    return [wanted, name]
  })
  const needed = new Map()
  const visit = name => {
    if (needed.has(name)) return
    needed.set(name, bare(definitions[name]))
    for (const [, next] of JSON.stringify(definitions[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) visit(next)
  }
  for (const [, name] of roots) visit(name)
  return {
    source: `${kubernetes} api/openapi-spec/swagger.json (Apache-2.0)`,
    kinds: roots.map(([[group, version, kind], definition]) => ({ group, version, kind, definition })),
    definitions: Object.fromEntries([...needed].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

const ofOperators = () =>
  crds.map(([module, file, version]) => {
    const { spec } = parse(fs.readFileSync(`${folderOf(module)}/${file}`, 'utf8'))
    const { schema } = spec.versions.find(({ name }) => name === version)
    const { group, names, scope } = spec
    return {
      source: `${module} ${file} (Apache-2.0)`,
      group,
      version,
      names,
      scope,
      schema: bare(schema.openAPIV3Schema),
    }
  })

fs.writeFileSync('scripts/charts/schemas/kubernetes.json', `${JSON.stringify(ofKubernetes())}\n`)
fs.writeFileSync('scripts/charts/schemas/operators.json', `${JSON.stringify(ofOperators())}\n`)
