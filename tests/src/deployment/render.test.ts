import { test } from 'tap'
import { parse } from 'yaml'
import { read, settingsByApp } from './repository.ts'

interface Variable {
  key?: string
  value?: string
  fromGroup?: string
}
interface Service {
  name: string
  type: string
  disk?: { mountPath: string }
  dockerCommand?: string
  dockerfilePath?: string
  maxShutdownDelaySeconds?: number
  envVars: Variable[]
}

const blueprint = parse(read('render.yaml')) as {
  services: Service[]
  envVarGroups: { name: string; envVars: Variable[] }[]
}
const named = (name: string) => blueprint.services.find(service => service.name === name) as Service

/** `maintenance:schedule` is maintenance. */
const appOf = (word: string) => word.split(':')[0] as string

/** What a service is given, its groups included. */
function variablesOf({ envVars }: Service): Map<string, string | undefined> {
  const all = envVars.flatMap(variable =>
    variable.fromGroup
      ? (blueprint.envVarGroups.find(({ name }) => name === variable.fromGroup)?.envVars ?? [])
      : variable,
  )
  return new Map(all.map(({ key, value }) => [key as string, value]))
}

test('every app on Render is given all that it needs', async t => {
  const settings = await settingsByApp()
  const apps = {
    'astria-gateway': ['gateway'],
    'astria-studio': (named('astria-studio').dockerCommand ?? '')
      .replace('node together.mjs ', '')
      .split(' ')
      .map(appOf),
  }
  t.ok(apps['astria-studio'].length >= 3)
  for (const [name, list] of Object.entries(apps)) {
    const given = variablesOf(named(name))
    for (const app of list) {
      const missing = (settings.get(app) ?? []).filter(({ name: key, required }) => required && !given.has(key))
      t.same(
        missing.map(one => one.name),
        [],
        `${name}: ${app}`,
      )
    }
    for (const { developmentOnly, name: key } of list.flatMap(app => settings.get(app) ?? [])) {
      if (developmentOnly) t.notOk(given.has(key), `${name}: ${key} is refused in production`)
    }
    t.equal(given.get('ENVIRONMENT'), 'production')
  }
})

test('maintenance rings where database, bus and disk are, so that each of its jobs can be done', t => {
  const studio = named('astria-studio')
  t.ok(studio.dockerCommand?.split(' ').includes('maintenance:schedule'))
  t.notOk(blueprint.services.some(({ type }) => type === 'cron'))
  const given = variablesOf(studio)
  for (const name of ['DATABASE_URL', 'NATS_URL', 'FILES_URL']) t.ok(given.has(name), name)
  t.ok(given.get('FILES_URL')?.startsWith(`file://${studio.disk?.mountPath}/`), 'files are on the disk')
  t.end()
})

test('only the gateway is public; ports and time to end are those of the code', async t => {
  const settings = await settingsByApp()
  t.same(
    blueprint.services.filter(({ type }) => type === 'web').map(({ name }) => name),
    ['astria-gateway'],
  )
  const port = settings.get('gateway')?.find(({ name }) => name === 'PORT')?.default
  t.equal(variablesOf(named('astria-gateway')).get('PORT'), port)
  for (const { maxShutdownDelaySeconds } of [named('astria-gateway'), named('astria-studio')]) {
    t.ok((maxShutdownDelaySeconds ?? 30) > 25)
  }
  t.doesNotThrow(() => read(named('astria-nats').dockerfilePath ?? ''))
})
