import { jobGroups, taskNames } from '@astria-bot/maintenance'
import { configSchema } from './config-schema.mjs'

/** Maps whose keys are the user's own. */
const openMaps = [
  'global.commonLabels',
  'global.podLabels',
  'defaults.env',
  'defaults.secretKeys',
  'defaults.annotations',
  'defaults.podAnnotations',
  'defaults.podLabels',
  'defaults.serviceAccount.annotations',
  'defaults.nodeSelector',
  'migrations.secretKeys',
  'streams.secretKeys',
  'maintenance.env',
  'maintenance.secretKeys',
  'maintenance.podLabels',
  'maintenance.serviceAccount.annotations',
  'ingress.annotations',
  'httpRoute.annotations',
  'monitoring.podMonitor.labels',
  'monitoring.rules.labels',
  'monitoring.dashboards.labels',
  'secret.data',
]
/** Parts of Kubernetes' own objects: the API server knows them better. */
const ofKubernetes = ['podSecurityContext', 'securityContext', 'defaults.autoscaling.behavior']

const resourceName = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$' }
const quantity = { type: ['string', 'number'], pattern: '^[0-9.]+(m|[KMGT]i?)?$' }
const amounts = { type: 'object', additionalProperties: false, properties: { cpu: quantity, memory: quantity } }
const text = pattern => ({ type: 'string', pattern })
const listOf = pattern => ({ type: 'array', items: text(pattern) })
/** Five fields, or a nickname. */
const cron = text(
  '^(@(yearly|annually|monthly|weekly|daily|midnight|hourly)|([-0-9*,/A-Za-z?]+ +){4}[-0-9*,/A-Za-z?]+)$',
)
const absolute = text('^/')
const sizes = text('^[0-9.]+[KMGT]i?$')
const host = text('^(([a-z0-9*]([-a-z0-9]*[a-z0-9])?\\.)*[a-z0-9]([-a-z0-9]*[a-z0-9])?)?$')
/** What the maintenance's command line takes. */
const words = listOf(`^(${[...taskNames, ...Object.keys(jobGroups)].join('|')})(=.*)?$`)
const whole = (minimum, maximum) => ({ type: 'integer', minimum, ...(maximum === undefined ? {} : { maximum }) })

/** Where a type says too little. */
const narrowed = {
  accounts: { enum: ['perService', 'shared'] },
  'image.pullPolicy': { enum: ['Always', 'IfNotPresent', 'Never'] },
  'autoscaling.engine': { enum: ['hpa', 'keda', 'none'] },
  'autoscaling.keda.source': { enum: ['jetstream', 'prometheus'] },
  'migrations.hooks': { enum: ['', 'pre-install,pre-upgrade'] },
  'migrations.run': { type: ['string', 'integer'] },
  'externalSecret.optionalKeys': { type: 'array', items: { type: 'string', pattern: '^[-._a-zA-Z0-9]+$' } },
  'externalSecret.storeRef.kind': { enum: ['SecretStore', 'ClusterSecretStore'] },
  existingSecret: resourceName,
  'defaults.heapPercent': whole(10, 90),
  // With none that may be away a node can never be drained.
  'defaults.pdb.maxUnavailable': whole(1),
  'defaults.writableTmp': sizes,
  'image.tag': text('^([A-Za-z0-9_][-A-Za-z0-9_.]{0,127})?$'),
  'files.create.size': sizes,
  'files.mountPath': absolute,
  'migrations.args': words,
  'migrations.activeDeadlineSeconds': whole(60),
  'streams.args': words,
  'maintenance.schedule': cron,
  'maintenance.timeZone': text('^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$'),
  'maintenance.args': words,
  'maintenance.daily.schedule': cron,
  'maintenance.daily.args': words,
  // Kubernetes looks every ten seconds: with less it may never ring.
  'maintenance.startingDeadlineSeconds': whole(60),
  'maintenance.activeDeadlineSeconds': whole(60),
  'maintenance.writableTmp': sizes,
  'maintenance.backups.mountPath': absolute,
  'maintenance.resources.requests': amounts,
  'maintenance.resources.limits': amounts,
  'migrations.resources.requests': amounts,
  'migrations.resources.limits': amounts,
  'ingress.host': host,
  'httpRoute.hostnames': { type: 'array', items: host },
  'networkPolicy.internetExcept': listOf('^[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}$'),
  'networkPolicy.internetExceptV6': listOf('^[0-9a-fA-F:]+/[0-9]{1,3}$'),
  'networkPolicy.natsPort': whole(1, 65535),
  'networkPolicy.postgresPort': whole(1, 65535),
  'defaults.port': whole(1, 65535),
  'defaults.autoscaling.minReplicas': whole(1),
  'defaults.autoscaling.maxReplicas': whole(1),
  'defaults.autoscaling.cpu': whole(0, 100),
  'defaults.autoscaling.memory': whole(0, 100),
  'defaults.resources.requests': amounts,
  'defaults.resources.limits': amounts,
}

/** The schema of a value: its type, and of an object that it has these keys and no other. */
function schemaOf(value, path) {
  if (narrowed[path]) return narrowed[path]
  if (openMaps.includes(path))
    return { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } }
  if (ofKubernetes.includes(path)) return { type: 'object' }
  if (Array.isArray(value)) return { type: 'array' }
  if (value !== null && typeof value === 'object') return objectOf(value, path)
  if (typeof value === 'number') return whole(0)
  return { type: typeof value }
}

function objectOf(value, path) {
  const entries = Object.entries(value).map(([key, inner]) => [key, schemaOf(inner, path ? `${path}.${key}` : key)])
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(entries) }
}

/** values.schema.json: what values.yaml has is allowed, with its types, and nothing else; every service is named. */
export async function chartSchema(values, apps) {
  const { services, config: _config, ...others } = values
  const schema = objectOf(others, '')
  const service = { $ref: '#/properties/defaults' }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Values of the chart astria-bot',
    ...schema,
    properties: {
      ...schema.properties,
      config: await configSchema(apps),
      services: {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(Object.keys(services).map(name => [name, service])),
      },
    },
  }
}
