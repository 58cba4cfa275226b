import { Ajv } from 'ajv'
import { test } from 'tap'
import { read, readYaml } from './manifests.ts'

const folder = 'charts/astria-bot'
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(read(`${folder}/values.schema.json`)),
)
const mistakes = (values: unknown) =>
  validate(values)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${Object.values(params).join(' ')}`,
      )

test('every file of values fits the schema', async t => {
  for (const name of ['values', 'values-local', 'values-prod', 'values-aks', 'values-keda'])
    t.same(mistakes(readYaml(`${folder}/${name}.yaml`)), [], name)
  t.same(mistakes(readYaml('k8s/values.yaml')), [])
})

test('a typo is refused with the name of its owner', async t => {
  const cases: [unknown, RegExp][] = [
    [{ services: { message: { replicaz: 3 } } }, /\/services\/message .* replicaz/],
    [{ services: { messages: {} } }, /\/services .* messages/],
    [{ config: { PARTITION: 8 } }, /\/config .* PARTITION/],
    [{ maintenance: { shedule: '* * * * *' } }, /\/maintenance .* shedule/],
    [{ services: { image: { autoscaling: { maxReplica: 4 } } } }, /\/services\/image\/autoscaling .* maxReplica/],
    [{ networkPolicies: {} }, / networkPolicies/],
  ]
  for (const [values, words] of cases) t.match(mistakes(values).join('\n'), words)
})

test('a wrong kind of value is refused', async t => {
  const cases: unknown[] = [
    { config: { LOG_LEVEL: 'loud' } },
    { config: { WHATSAPP_NUMBER_ID: 106540352242922 } },
    { config: { PARTITIONS: 0 } },
    { autoscaling: { engine: 'both' } },
    { services: { image: { port: 'http' } } },
    { services: { image: { resources: { requests: { cpus: 1 } } } } },
    { services: { image: { autoscaling: { maxReplicas: '4' } } } },
  ]
  for (const values of cases) t.not(mistakes(values).length, 0, JSON.stringify(values))
})

test('secrets are no part of the settings in values', async t => {
  for (const name of ['DATABASE_URL', 'NATS_URL', 'WHATSAPP_API_KEY', 'ASTRIA_API_KEY'])
    t.match(mistakes({ config: { [name]: 'x' } }).join(), new RegExp(name))
})
