import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseAllDocuments } from 'yaml'
import { render, renders } from './render.mjs'

const page = 'docs/how-to/connect-whatsapp.md'
const prefix = 'nginx.ingress.kubernetes.io/auth-tls-'
/** Optional: the other callers have no certificate. Three certificates deep, as Meta's chain is. */
const wanted = { secret: 'astria-bot/meta-webhook-ca', 'verify-client': 'optional', 'verify-depth': '3' }

/** What is missing where the values that the page about WhatsApp shows for mutual TLS are put over those of production. */
export function missingMutualTls(helm) {
  const [, values] = readFileSync(page, 'utf8').match(/```yaml\n(config:\n {2}MTLS_SUBJECT_HEADER[\s\S]*?)```/) ?? []
  if (values === undefined) return [`${page} shows no values`]
  const file = path.join(os.tmpdir(), `astria-mutual-tls-${process.pid}.yaml`)
  writeFileSync(file, values)
  try {
    return missingIn(render(helm, [...renders.prod, file]))
  } finally {
    rmSync(file)
  }
}

function missingIn(text) {
  const objects = parseAllDocuments(text)
    .map(document => document.toJS())
    .filter(Boolean)
  const annotations = objects.find(({ kind }) => kind === 'Ingress')?.metadata.annotations ?? {}
  const gateway = objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name.endsWith('gateway'))
  const env = gateway?.spec.template.spec.containers[0].env ?? []
  const asked = env.find(({ name }) => name === 'MTLS_SUBJECT_HEADER')?.valueFrom?.configMapKeyRef
  const config = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === asked?.name)
  const header = config?.data[asked.key]
  return [
    ...Object.entries(wanted)
      .filter(([name, value]) => annotations[prefix + name] !== value)
      .map(([name]) => `the Ingress has no ${prefix}${name}`),
    ...(header === 'ssl-client-subject-dn' ? [] : [`the gateway has MTLS_SUBJECT_HEADER ${header}`]),
  ]
}
