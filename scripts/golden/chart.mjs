import { readFileSync } from 'node:fs'
import { chartRoutes } from './chart-routes.mjs'
import { chartSchema } from './chart-schema.mjs'
import { chartSettings } from './chart-settings.mjs'
import { chart, chartApps, chartValues } from './chart-values.mjs'

const json = value => `${JSON.stringify(value, null, 2)}\n`

/** The version is the whole project's; it stands in one place. */
function chartFile() {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  return readFileSync(`${chart}/Chart.yaml`, 'utf8').replace(/^((?:version|appVersion): ).*$/gm, `$1${version}`)
}

/** The files of the chart that come from the code, by their paths. */
export async function chartFiles() {
  const values = chartValues()
  const apps = chartApps(values)
  return [
    [`${chart}/Chart.yaml`, chartFile()],
    [`${chart}/values.schema.json`, json(await chartSchema(values, apps))],
    [`${chart}/files/settings.json`, json(await chartSettings(apps))],
    [`${chart}/files/routes.json`, json(await chartRoutes())],
  ]
}
