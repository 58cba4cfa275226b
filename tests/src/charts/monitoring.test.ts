import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'tap'
import { objectOf, read, rendered } from './manifests.ts'

/** Metrics that Kubernetes and NATS show, not we. */
const ofOthers = /^(kube_|jetstream_)/
const words = /[a-z][a-z0-9_]+(?=\{)/g

const ours = new Set([...read('docs/reference/metrics.md').matchAll(/^\| `([a-z0-9_]+)` \|/gm)].map(([, name]) => name))
/** Of the process, not of an app: an alert by their label `app` would name nobody. */
const withoutApp = /^(bus|nodejs|process)_/
const metricsIn = (expression: string) =>
  [...expression.matchAll(words)].map(([name]) => name.replace(/_(bucket|count|sum)$/, '')).filter(name => name !== '')
const strangers = (expressions: readonly string[]) =>
  [...new Set(expressions.flatMap(metricsIn))].filter(name => !ofOthers.test(name) && !ours.has(name))

test('alerts stand on metrics that the apps show, and say what to do', async t => {
  const { spec } = objectOf('prod', 'PrometheusRule', 'astria-bot')
  interface Rule {
    alert: string
    expr: string
    labels: { severity: string }
    annotations: { summary: string; action: string }
  }
  const rules = (spec.groups as { rules: Rule[] }[]).flatMap(group => group.rules)
  t.ok(rules.length > 10)
  t.same(strangers(rules.map(({ expr }) => expr)), [])
  t.equal(new Set(rules.map(({ alert }) => alert)).size, rules.length)
  for (const { alert, expr, labels, annotations } of rules) {
    t.ok(metricsIn(expr).length > 0, `${alert} looks at a metric`)
    t.match(expr, /namespace="astria-bot"/, alert)
    if (metricsIn(expr).some(name => withoutApp.test(name))) t.notMatch(expr, /\bapp\b/, alert)
    t.match(labels.severity, /^(warning|critical)$/, alert)
    t.ok(annotations.summary && annotations.action, alert)
  }
  for (const alert of [
    'MaintenanceOverdue',
    'DeadLetters',
    'AutoscalerAtItsMost',
    'WebhooksBadlySigned',
    'OutboxStands',
    'ConsumerStands',
    'DeadlinesMissed',
    'LedgerWrong',
    'DailyMaintenanceOverdue',
    'MaintenanceJobOverdue',
    'MessagesWait',
  ])
    t.ok(
      rules.some(rule => rule.alert === alert),
      alert,
    )
})

test('maintenance that has never succeeded is overdue since it is there, a job of it since it was begun', async t => {
  const { groups } = objectOf('prod', 'PrometheusRule', 'astria-bot').spec
  const rules = groups.flatMap(({ rules }: { rules: { alert: string; expr: string }[] }) => rules)
  for (const [alert, cronjob] of [
    ['MaintenanceOverdue', 'maintenance'],
    ['DailyMaintenanceOverdue', 'maintenance-daily'],
  ] as const) {
    const { expr } = rules.find((rule: { alert: string }) => rule.alert === alert)
    const metrics = [...expr.matchAll(/(kube_cronjob_\w+)\{[^}]*cronjob="([^"]+)"/g)].map(([, ...names]) => names)
    t.same(metrics, [
      ['kube_cronjob_status_last_successful_time', cronjob],
      ['kube_cronjob_created', cronjob],
    ])
    t.match(expr, /\bor\b/, alert)
  }
  const { expr } = rules.find((rule: { alert: string }) => rule.alert === 'MaintenanceJobOverdue')
  t.match(expr, /maintenance_last_success_seconds[\s\S]*\bor\b[\s\S]*maintenance_first_run_seconds/)
})

test('on AKS nothing is asked of a cluster that it does not know, and managed Prometheus may read', async t => {
  const kinds = rendered('aks').map(({ apiVersion }) => apiVersion)
  t.notOk(kinds.some(api => api.startsWith('monitoring.coreos.com')))
  const policy = objectOf('aks', 'NetworkPolicy', 'from-message-callers').spec
  const from = policy.ingress.flatMap((one: { from: object[] }) => one.from)
  t.match(JSON.stringify(from), '"kubernetes.io/metadata.name":"kube-system"')
})

test('metrics that a page names are metrics that there are', async t => {
  const pages = ['docs', 'docs/how-to', 'docs/explanation', 'docs/tutorials'].flatMap(folder =>
    readdirSync(fileURLToPath(new URL(`../../../${folder}`, import.meta.url)))
      .filter(file => file.endsWith('.md'))
      .map(file => `${folder}/${file}`),
  )
  t.ok(pages.length > 10)
  for (const page of pages) {
    const named = [...read(page).matchAll(/`([a-z]+(?:_[a-z0-9]+)+)(?:\{[^`]*)?`/g)].map(([, name]) => name as string)
    const metrics = named.filter(name => /_(total|seconds|minor|depth|paused|stopped|overdrawn)$/.test(name))
    t.same(
      metrics.filter(name => !ofOthers.test(name) && !ours.has(name)),
      [],
      page,
    )
  }
})

test('dashboards stand on metrics that the apps show, and are in the cluster as they are here', async t => {
  const folder = 'charts/astria-bot/dashboards'
  const files = readdirSync(fileURLToPath(new URL(`../../../${folder}`, import.meta.url)))
  t.ok(files.length >= 3)
  for (const file of files) {
    const board = JSON.parse(read(`${folder}/${file}`)) as { panels: { title: string; targets: { expr: string }[] }[] }
    const expressions = board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    t.same(strangers(expressions), [], file)
    t.ok(expressions.every(expression => metricsIn(expression).length > 0))
    const inCluster = rendered('prod').find(({ data }) => data?.[file] !== undefined)
    t.equal(inCluster?.metadata.labels.grafana_dashboard, '1')
    t.same(JSON.parse(inCluster?.data?.[file] ?? '{}'), board)
  }
})

test('KEDA asks Prometheus for what the apps show of themselves', async t => {
  for (const app of ['message', 'image', 'payment']) {
    const { triggers } = objectOf('keda', 'ScaledObject', app).spec
    const { query } = triggers.find(({ type }: { type: string }) => type === 'prometheus').metadata
    t.same(metricsIn(query), ['inbox_waiting_events'], app)
    t.match(query, `app="${app}"`)
  }
  t.same(strangers(['inbox_waiting_events{}']), [])
})

test('Prometheus looks at every service and at nothing else', async t => {
  const { spec } = objectOf('prod', 'PodMonitor', 'astria-bot')
  const services = rendered('prod')
    .filter(({ kind }) => kind === 'Deployment')
    .map(({ metadata }) => metadata.name)
  t.same(spec.selector.matchExpressions[0].values.toSorted(), services.toSorted())
  t.match(spec.podMetricsEndpoints, [{ port: 'http', path: '/metrics' }])
})
