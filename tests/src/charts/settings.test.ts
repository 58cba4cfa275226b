import { test } from 'tap'
import { apps, settingsOf } from './app-settings.ts'
import { type Container, objectOf, podOf, podsOf, readYaml, rendered } from './manifests.ts'

const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).sort()
const containerOf = (app: string): Container => {
  const kind = app === 'maintenance' ? 'CronJob' : 'Deployment'
  return podOf(objectOf(app === 'sandbox' ? 'local' : 'prod', kind, app)).containers[0]
}
/** Of accounts, not of maintenance itself: only the jobs that make them have these. */
const ofAccounts = ['ROLE_PASSWORDS', 'NATS_PASSWORDS']

test('the chart runs every app that there is, but for the one-process one', async t => {
  const values = readYaml('charts/astria-bot/values.yaml')
  t.same([...Object.keys(values.services), 'maintenance'].sort(), [...apps].sort())
})

test('each app gets the secrets that its settings name, and no other', async t => {
  for (const app of apps) {
    const own = settingsOf(app).filter(({ secret, name }) => secret && !ofAccounts.includes(name))
    const given = (containerOf(app).env ?? []).filter(({ valueFrom }) => valueFrom?.secretKeyRef)
    t.same(names(given), names(own), app)
    for (const { name, valueFrom } of given) {
      const needed = own.find(one => one.name === name)?.required || ['DATABASE_URL', 'NATS_URL'].includes(name)
      if (needed) t.notOk(valueFrom?.secretKeyRef?.optional, `${app} does not start without ${name}`)
    }
  }
})

test('the gateway has no database, and tokens are only with those that use them', async t => {
  const holders = (setting: string) =>
    apps.filter(app => app !== 'sandbox' && (containerOf(app).env ?? []).some(({ name }) => name === setting)).sort()
  t.same(holders('DATABASE_URL'), ['automation', 'image', 'maintenance', 'message', 'payment'])
  t.same(holders('WHATSAPP_APP_SECRET'), ['gateway'])
  t.same(holders('ASTRIA_API_KEY'), ['image'])
})

test('each service has an account of its own in the database and on the bus', async t => {
  // The two CronJobs of maintenance are one program with one account.
  const pods = podsOf('prod').filter(({ owner }) => owner.metadata.name !== 'maintenance-daily')
  const keys = pods.flatMap(({ pod }) =>
    (pod.containers as Container[]).flatMap(({ env = [] }) =>
      env
        .filter(({ name }) => ['DATABASE_URL', 'NATS_URL'].includes(name))
        .map(({ valueFrom }) => valueFrom?.secretKeyRef?.key),
    ),
  )
  t.equal(new Set(keys).size, keys.length, 'no key is read by two')
  for (const key of ['MESSAGE_DATABASE_URL', 'MIGRATION_DATABASE_URL', 'STREAMS_NATS_URL', 'GATEWAY_NATS_URL'])
    t.ok(keys.includes(key), key)
})

test('what an app gets besides are settings of its own, and every one that it does not start without', async t => {
  for (const app of apps) {
    const own = settingsOf(app).filter(({ secret }) => !secret)
    const given = (containerOf(app).env ?? [])
      .filter(({ valueFrom }) => !valueFrom?.secretKeyRef)
      .map(({ name }) => name)
    const strange = given.filter(name => name !== 'NODE_OPTIONS' && !own.some(one => one.name === name))
    t.same(strange, [], app)
    const missing = own.filter(({ required, name }) => required && !given.includes(name))
    t.same(names(missing), [], app)
  }
})

test('ports are those of the code', async t => {
  for (const app of apps.filter(one => one !== 'maintenance')) {
    const port = settingsOf(app).find(({ name }) => name === 'PORT')?.default
    const container = containerOf(app)
    t.equal(String(container.ports[0].containerPort), port, app)
    t.equal(container.env?.find(({ name }) => name === 'PORT')?.value, port, app)
  }
})

test('numbers stand as they were written', async t => {
  const config = rendered('local').find(({ metadata }) => metadata.name === 'astria-bot-config')?.data
  t.match(config, { PARTITIONS: '8', SEND_LEASE_MS: '8000', WHATSAPP_NUMBER_ID: '106540352242922' })
})

test('a vault brings all that is needed, and of the rest what is named', async t => {
  const { data } = objectOf('aks', 'ExternalSecret', 'astria-bot-secrets').spec
  const brought = (data as { secretKey: string; remoteRef: { key: string } }[]).map(one => one.secretKey)
  const references = podsOf('aks').flatMap(({ pod }) =>
    (pod.containers as Container[]).flatMap(({ env = [] }) => env.flatMap(one => one.valueFrom?.secretKeyRef ?? [])),
  )
  const needed = references.filter(({ optional }) => !optional).map(({ key }) => key)
  t.same([...brought].sort(), [...new Set([...needed, 'WHATSAPP_API_KEY'])].sort())
  t.match(data, [{ remoteRef: { key: /^[a-z-]+$/ } }])
  const key = data.find(({ secretKey }: { secretKey: string }) => secretKey === 'WHATSAPP_API_KEY')
  t.equal(key.remoteRef.key, 'whatsapp-api-key')
})

test('no value of a Secret is in the chart', async t => {
  t.same(
    rendered('prod').filter(({ kind }) => kind === 'Secret'),
    [],
  )
})
