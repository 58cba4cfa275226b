import { test } from 'tap'
import { objectOf } from './manifests.ts'

interface Path {
  path: string
  pathType: string
  backend: { service: { name: string } }
}

const publicPaths = [
  ['/SmsReceived', 'Exact', 'gateway'],
  ['/pack-tune-received', 'Exact', 'gateway'],
  ['/payment-received', 'Exact', 'gateway'],
  ['/payment-received/', 'Prefix', 'gateway'],
  ['/update-images', 'Exact', 'gateway'],
  ['/webhooks/whatsapp', 'Exact', 'gateway'],
  ['/media/', 'Prefix', 'image'],
  ['/pay/', 'Prefix', 'payment'],
]

const ingressPaths = () =>
  (objectOf('prod', 'Ingress', 'astria-bot').spec.rules[0].http.paths as Path[]).map(({ path, pathType, backend }) => [
    path,
    pathType,
    backend.service.name,
  ])

test('the Ingress leads to the webhooks, the pay link and the signed media links, and nowhere else', async t => {
  t.same(ingressPaths(), publicPaths)
})

test('the HTTPRoute leads to the same', async t => {
  const { spec } = objectOf('aks', 'HTTPRoute', 'astria-bot')
  interface Rule {
    matches: { path: { type: string; value: string } }[]
    backendRefs: { name: string; port: number }[]
  }
  const paths = (spec.rules as Rule[]).flatMap(({ matches, backendRefs }) =>
    matches.map(({ path }) => [path.value, path.type === 'PathPrefix' ? 'Prefix' : path.type, backendRefs[0]?.name]),
  )
  t.same(paths.map(String).sort(), publicPaths.map(String).sort())
})

test('operations, documents, APIs and what is for developing are not routed', async t => {
  const routed = (path: string) =>
    ingressPaths().some(([own = '', type]) => (type === 'Exact' ? path === own : path.startsWith(own)))
  for (const path of ['/health', '/ready', '/metrics', '/docs', '/api/orders', '/api/packs', '/webhooks/whatsapp/test'])
    t.notOk(routed(path), path)
  t.ok(routed('/payment-received/hmac'))
})
