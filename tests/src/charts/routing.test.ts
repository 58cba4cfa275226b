import { test } from 'tap'
import { apps, settingsOf } from './app-settings.ts'
import { manifestsOf, objectOf, read } from './manifests.ts'

interface Path {
  path: string
  pathType: string
  backend: { service: { name: string } }
}

/** From the apps' own route tables, by `make golden`. */
const { routes } = JSON.parse(read('charts/astria-bot/files/routes.json')) as {
  routes: { service: string; path: string; type: string }[]
}
const publicPaths = routes.map(({ service, path, type }) => [path, type, service])

const ingressPaths = () =>
  (objectOf('prod', 'Ingress', 'astria-bot').spec.rules[0].http.paths as Path[]).map(({ path, pathType, backend }) => [
    path,
    pathType,
    backend.service.name,
  ])

test('the Ingress leads to the webhooks, the pay link and the signed media links, and nowhere else', async t => {
  t.same(ingressPaths(), publicPaths)
})

interface Rule {
  matches: { path: { type: string; value: string } }[]
  backendRefs: { name: string; port: number }[]
}

test('the webhooks are among them', async t => {
  const exact = ['/SmsReceived', '/webhooks/whatsapp', '/webhooks/twilio', '/pack-tune-received', '/payment-received']
  const wanted = exact.map(path => [path, 'Exact', 'gateway'])
  const prefixes = [
    ['/payment-received/', 'Prefix', 'gateway'],
    ['/media/', 'Prefix', 'image'],
    ['/pay/', 'Prefix', 'payment'],
  ]
  for (const route of [...wanted, ...prefixes]) t.ok(publicPaths.map(String).includes(String(route)), String(route))
})

test('the HTTPRoute leads to the same, in the chart and in the example for AKS', async t => {
  const example = manifestsOf('k8s/examples/aks/gateway.yaml').find(({ kind }) => kind === 'HTTPRoute')
  t.ok(example)
  for (const { spec } of [objectOf('aks', 'HTTPRoute', 'astria-bot'), example as { spec: { rules: Rule[] } }]) {
    const paths = (spec.rules as Rule[]).flatMap(({ matches, backendRefs }) =>
      matches.map(({ path }) => [path.value, path.type === 'PathPrefix' ? 'Prefix' : path.type, backendRefs[0]?.name]),
    )
    t.same(paths.map(String).sort(), publicPaths.map(String).sort())
  }
})

test('operations, documents, APIs and what is for developing are not routed', async t => {
  const routed = (path: string) =>
    ingressPaths().some(([own = '', type]) => (type === 'Exact' ? path === own : path.startsWith(own)))
  for (const path of ['/health', '/ready', '/metrics', '/docs', '/api/orders', '/api/packs', '/webhooks/whatsapp/test'])
    t.notOk(routed(path), path)
  t.ok(routed('/payment-received/hmac'))
})

test('the web server of the page on compose hands on what the chart routes, to the same apps', async t => {
  const page = read('docs/how-to/run-with-compose.md')
  const [, webhooks = ''] = page.match(/@webhooks path (.+)/) ?? []
  const handles = [...page.matchAll(/handle (\S+) \{\s+reverse_proxy 127\.0\.0\.1:(\d+)/g)].flatMap(
    ([, paths = '', port]) => (paths === '@webhooks' ? webhooks.split(' ') : [paths]).map(path => `${path} ${port}`),
  )
  const portOf = (service: string) =>
    apps.filter(app => app === service).map(app => settingsOf(app).find(({ name }) => name === 'PORT')?.default)[0]
  const wanted = routes.map(({ service, path, type }) => `${path}${type === 'Prefix' ? '*' : ''} ${portOf(service)}`)
  t.same(handles.sort(), wanted.sort())
})
