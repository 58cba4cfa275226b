import { loadSettings } from '@astria-bot/service'
import { test } from 'tap'
import { parse } from 'yaml'
import { imageApps, read, script, settingsByApp } from './repository.ts'

interface Service {
  image: string
  command?: string[]
  environment?: Record<string, string | null>
  ports?: string[]
  read_only?: boolean | string
  cap_drop?: string[]
  security_opt?: string[]
  healthcheck?: { test: string[] }
  depends_on?: Record<string, { condition: string }>
  stop_grace_period?: string
  volumes?: string[]
  develop?: { watch: { action: string; path: string; target?: string }[] }
}

const files = ['docker-compose.yml', 'docker-compose.prod.yml'] as const
const servicesOf = (file: string) => parse(read(file), { merge: true }).services as Record<string, Service>
const notServers = ['maintenance']

/** What compose makes of a value, with the variables that `make setup` writes. */
function interpolate(value: string, env: Record<string, string>): string {
  return value.replace(/\$\{([A-Z0-9_]+)(?::([-?])([^}]*))?\}/g, (_, name, kind, word) => {
    if (env[name]) return env[name]
    if (kind === '?') throw new Error(`${name} ${word}`)
    return word ?? ''
  })
}

test('every app is a service on its own port, with a health check, and open to this machine alone', async t => {
  const settings = await settingsByApp()
  for (const file of files) {
    const services = servicesOf(file)
    for (const app of (await imageApps()).filter(name => !notServers.includes(name))) {
      if (app === 'sandbox' && file === 'docker-compose.prod.yml') {
        t.notOk(services[app], 'no sandbox in production')
        continue
      }
      const service = services[app]
      if (!service) {
        t.fail(`${file} has no service ${app}`)
        continue
      }
      const port = settings.get(app)?.find(({ name }) => name === 'PORT')?.default
      t.equal(service.environment?.['PORT'], port, `${file}: ${app} listens where the code says`)
      t.equal(service.ports?.length, 1)
      t.ok(service.ports?.[0]?.endsWith(`}:${port}`), `${file}: ${app} is published from ${port}`)
      t.match(service.healthcheck?.test.join(' '), '/ready')
    }
    for (const [name, { ports = [] }] of Object.entries(services)) {
      for (const port of ports) t.match(port, /^127\.0\.0\.1:/, `${file}: ${name}`)
    }
  }
})

test('somebody rings for the jobs', async t => {
  for (const file of files) {
    const { command, volumes, healthcheck } = servicesOf(file)['maintenance'] ?? {}
    t.equal(command?.at(-1), 'schedule', file)
    t.match(healthcheck?.test.join(' '), 'astria-bot-maintenance.alive', `${file}: it has no port, but a sign of life`)
    t.same(volumes, servicesOf(file)['image']?.volumes, `${file}: it cleans the files that image writes`)
  }
})

test('an app can be given all that it reads, and nothing else', async t => {
  const settings = await settingsByApp()
  for (const file of files) {
    for (const [name, { environment = {} }] of Object.entries(servicesOf(file))) {
      const own = settings.get(name)
      if (!own) continue
      const given = Object.keys(environment).filter(one => one !== 'NODE_OPTIONS')
      const known = new Set(own.map(setting => setting.name))
      t.same(
        given.filter(one => !known.has(one)),
        [],
        `${file}: ${name} is given nothing that it does not read`,
      )
      const needed = own.filter(({ required }) => required).map(setting => setting.name)
      t.same(
        needed.filter(one => !given.includes(one)),
        [],
        `${file}: ${name} is given all that it needs`,
      )
      const offered = own.filter(one => !one.developmentOnly && one.name !== 'HOST').map(setting => setting.name)
      t.same(
        offered.filter(one => !given.includes(one)),
        [],
        `${file}: ${name} can be given all that it reads`,
      )
    }
  }
  t.notOk('DATABASE_URL' in (servicesOf('docker-compose.prod.yml')['gateway']?.environment ?? {}))
})

test('after make setup every app accepts its settings', async t => {
  const { setupValues } = await script('scripts/setup/values.mjs')
  t.match(setupValues().NATS_PASSWORD, /^s[0-9a-f]+$/, 'not like a number to nats-server')
  const filledIn = {
    PUBLIC_URL: 'https://bot.example',
    SUPPORT_CONTACT: 'help@bot.example',
    CHECKOUT_URL: 'https://pay.example/{order}?a={amount}&c={currency}&r={return}',
    WHATSAPP_NUMBER_ID: '1',
  }
  for (const file of files) {
    const env = { ...setupValues(), ...(file === 'docker-compose.prod.yml' ? filledIn : {}) }
    for (const [name, { environment = {} }] of Object.entries(servicesOf(file))) {
      if (!(await settingsByApp()).has(name)) continue
      const door = await import(`@astria-bot/${name}`)
      const values = Object.entries(environment).map(([key, value]) => [key, interpolate(value ?? `\${${key}}`, env)])
      t.doesNotThrow(
        () =>
          loadSettings(door[`${name}Settings`], Object.fromEntries(values), { aliases: door[`${name}Aliases`] ?? {} }),
        `${file}: ${name}`,
      )
    }
  }
  const needed = [...read('docker-compose.yml').matchAll(/\$\{([A-Z0-9_]+):\?/g)].map(([, name]) => name as string)
  t.same(
    needed.filter(name => !(name in setupValues())),
    [],
    'make setup writes all that docker-compose.yml cannot do without',
  )
})

test('containers are as closed as pods', async t => {
  for (const file of files) {
    for (const [name, service] of Object.entries(servicesOf(file))) {
      if (!service.image.includes('astria-bot')) continue
      t.same(service.cap_drop, ['ALL'], `${file}: ${name}`)
      t.same(service.security_opt, ['no-new-privileges:true'])
      t.match(String(service.read_only), file === 'docker-compose.prod.yml' ? /^true$/ : /ASTRIA_READ_ONLY/)
      t.ok(Number.parseInt(service.stop_grace_period ?? '', 10) > 25, 'longer than an app may take to end')
    }
  }
})

test('images have a version, and those of others are the ones that are tried', async t => {
  const { baseImages } = await script('scripts/docker/bases.mjs')
  const version = JSON.parse(read('package.json')).version
  for (const file of files) {
    const services = servicesOf(file)
    t.equal(services['postgres']?.image, `\${POSTGRES_IMAGE:-${baseImages.POSTGRES_IMAGE}}`)
    t.equal(services['nats']?.image, `\${NATS_IMAGE:-${baseImages.NATS_IMAGE}}`)
    for (const { image } of Object.values(services)) t.notMatch(image, /:latest|:[^-]*$/)
  }
  for (const { image } of Object.values(servicesOf('docker-compose.prod.yml')).filter(one =>
    /astria/.test(one.image),
  )) {
    t.ok(image.endsWith(`:\${ASTRIA_TAG:-${version}}`), image)
  }
})

test('what starts first is waited for, and what is watched is there', async t => {
  const services = servicesOf('docker-compose.yml')
  for (const [name, { depends_on = {}, develop }] of Object.entries(services)) {
    for (const other of Object.keys(depends_on)) t.ok(services[other], `${name} waits for ${other}`)
    for (const { path, action } of develop?.watch ?? []) {
      t.doesNotThrow(
        () => (action === 'rebuild' ? read(path) : read(`${path}/../package.json`.replace('libs/../', ''))),
        path,
      )
    }
  }
})
