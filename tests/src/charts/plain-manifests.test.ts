import { test } from 'tap'
import { manifestsOf, read, readYaml } from './manifests.ts'

const folder = 'k8s'
const kustomization = readYaml(`${folder}/kustomization.yaml`)
const files = kustomization.resources as string[]

test('the plain manifests are the six files, in their order, and of Helm nothing is left', async t => {
  t.same(files, [
    '01-config.yaml',
    '02-nats.yaml',
    '03-postgres.yaml',
    '04-services.yaml',
    '05-scaling-jobs.yaml',
    '06-ingress.yaml',
  ])
  for (const file of files) {
    t.match(read(`${folder}/${file}`).split('\n')[0], /^# Generated .* do not edit/)
    t.notMatch(read(`${folder}/${file}`), /helm\.sh|managed-by/)
    t.ok(manifestsOf(`${folder}/${file}`).length > 0, file)
  }
})

test('they begin with a namespace that enforces `restricted`, and no object is there twice', async t => {
  const all = files.flatMap(file => manifestsOf(`${folder}/${file}`))
  t.equal(all[0]?.kind, 'Namespace')
  t.equal(all[0]?.metadata.labels['pod-security.kubernetes.io/enforce'], 'restricted')
  const names = all.map(({ kind, metadata }) => `${kind}/${metadata.name}`)
  t.equal(new Set(names).size, names.length)
  for (const name of ['Deployment/gateway', 'CronJob/maintenance', 'Ingress/astria-bot', 'StatefulSet/nats'])
    t.ok(names.includes(name), name)
})

/** An app names it itself when it is missing: with Twilio there is none. */
const ofProvider = ['WHATSAPP_API_KEY']

test('the example Secret has every key that a pod does not start without, and no value', async t => {
  const { stringData } = readYaml(`${folder}/secret.example.yaml`)
  const wanted = new Set(
    files.flatMap(file =>
      [...JSON.stringify(manifestsOf(`${folder}/${file}`)).matchAll(/"secretKeyRef":(\{[^}]*\})/g)]
        .map(([, reference = '']) => JSON.parse(reference) as { key: string; optional?: boolean })
        .filter(({ optional }) => !optional)
        .map(({ key }) => key),
    ),
  )
  t.same([...wanted, ...ofProvider].sort(), Object.keys(stringData).sort())
  t.ok(Object.values(stringData).every(value => value === ''))
})
