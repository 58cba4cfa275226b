import { builtServer } from './built-server.mjs'

/** Every metric of an app, as it stands at /metrics. */
async function metricsOf(app) {
  const server = await builtServer(app)
  const { body } = await server.inject('/metrics')
  const types = new Map([...body.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]))
  return [...body.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name, help]) => ({
    app,
    name,
    help,
    type: types.get(name),
  }))
}

/** docs/reference/metrics.md */
export async function metricsPage(apps) {
  const byName = new Map()
  for (const app of apps) {
    for (const { name, help, type } of await metricsOf(app)) {
      const known = byName.get(name)
      if (known) known.apps.push(app)
      else byName.set(name, { name, help, type, apps: [app] })
    }
  }
  const rows = [...byName.values()]
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(
      ({ name, help, type, apps: by }) =>
        `| \`${name}\` | ${type} | ${help.replaceAll('|', '\\|')} | ${by.join(', ')} |`,
    )
  return `# Metrics

What the apps show at \`/metrics\` for Prometheus. Those of the process (\`nodejs_\`, \`process_\`, \`bus_\`) have no label of
the app: Prometheus adds the pod and the container. All others have the label \`app\`. Written by \`make golden\` from the running code;
the chart's alerts and dashboards stand on these names.

| name | type | what | shown by |
|---|---|---|---|
${rows.join('\n')}
`
}
