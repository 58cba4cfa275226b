// docker-compose.prod.yml, from the apps' own settings: every app gets what it reads and nothing else, as in the chart.
import fs from 'node:fs'

const version = JSON.parse(fs.readFileSync('package.json', 'utf8')).version

/** Not for production, or not a matter of the person who runs it. */
const isOffered = ({ name, developmentOnly }) => !developmentOnly && !['HOST', 'CRASH_AT'].includes(name)

/** A variable that compose refuses to start without, and the sentence it then says. */
const need = (name, why = 'Run make setup first') => `\${${name}:?is not set. ${why}}`

/** What the file itself decides. */
const decided = {
  ENVIRONMENT: 'production',
  DATABASE_URL: `postgres://astria:${need('POSTGRES_PASSWORD')}@postgres:5432/astria`,
  NATS_URL: `nats://astria:${need('NATS_PASSWORD')}@nats:4222`,
  FILES_URL: 'file:///var/lib/astria-bot/files',
}

/** Half of what the image service needs is outside V8: libvips and ffmpeg. */
const sizes = { image: { memory: '1g', heap: 70 } }
const usual = { memory: '512m', heap: 75 }

const assigned = setting => {
  if (setting.name === 'PORT') return ` "${setting.default}"`
  if (decided[setting.name]) return ` ${decided[setting.name]}`
  return setting.required ? ` ${need(setting.name, 'See docs/reference/settings.md')}` : ''
}

const environmentOf = list =>
  list
    .filter(isOffered)
    .map(setting => `      ${setting.name}:${assigned(setting)}`)
    .join('\n')

const service = (app, list) => {
  const reads = name => list.some(setting => setting.name === name)
  const { memory, heap } = sizes[app] ?? usual
  const port = list.find(({ name }) => name === 'PORT').default
  return `  ${app}:
    <<: *app
    image: \${ASTRIA_IMAGES:-astria-bot}/${app}:\${ASTRIA_TAG:-${version}}
    mem_limit: ${memory}
    environment:
      NODE_OPTIONS: --max-old-space-size-percentage=${heap}
${environmentOf(list)}
${reads('FILES_URL') ? '    volumes: [files:/var/lib/astria-bot]\n' : ''}    ports: ["127.0.0.1:\${${app.toUpperCase()}_PORT:-${port}}:${port}"]
    healthcheck: *health
    depends_on: *after-setup
`
}

/** The text of docker-compose.prod.yml. */
export function composeProd(settings) {
  const listOf = app =>
    settings.flatMap(({ apps }) => apps.filter(reader => reader.app === app)).map(({ app: _app, ...rest }) => rest)
  const servers = [...new Set(settings.flatMap(({ apps }) => apps.map(({ app }) => app)))]
    .filter(app => !['sandbox', 'standalone', 'maintenance'].includes(app))
    .sort((a, b) => Number(portOf(listOf(a))) - Number(portOf(listOf(b))))
  return `# For one server: everything but the sandbox, as it is released. Written by \`make golden\` from the apps' settings.
#
#   make setup                                            writes .env; fill in what it says is missing
#   docker compose --file docker-compose.prod.yml up -d --wait
#
# A variable without a value is taken from .env if it stands there; docs/reference/settings.md says what each one is for.
# The ports are open on this machine only: put a web server with a certificate in front (docs/how-to/run-with-compose.md).
name: astria-bot

x-app: &app
  restart: unless-stopped
  read_only: true
  tmpfs: [/tmp]
  cap_drop: [ALL]
  security_opt: [no-new-privileges:true]
  stop_grace_period: 45s
  logging: {driver: json-file, options: {max-size: 20m, max-file: "5"}}

x-health: &health
  test:
    - CMD
    - node
    - -e
    - 'fetch(\`http://127.0.0.1:$\${process.env.PORT}/ready\`).then(a => process.exit(a.ok ? 0 : 1), () => process.exit(1))'
  interval: 15s
  timeout: 5s
  retries: 4
  start_period: 60s

x-maintenance-health: &maintenance-health
  # It has no port: the file is young as long as its loop turns and the database answers.
  test:
    - CMD
    - node
    - -e
    - 'process.exit(Date.now() - require("fs").statSync("/tmp/astria-bot-maintenance.alive").mtimeMs < 60000 ? 0 : 1)'
  interval: 15s
  timeout: 5s
  retries: 4
  start_period: 60s

x-after-setup: &after-setup
  migrate: {condition: service_completed_successfully}
  nats: {condition: service_healthy}

services:
${servers.map(app => service(app, listOf(app))).join('\n')}
  # Runs once before the others: the schema of this version, the streams and their consumers.
  migrate:
    <<: *app
    restart: on-failure:5
    image: \${ASTRIA_IMAGES:-astria-bot}/maintenance:\${ASTRIA_TAG:-${version}}
    command: [apps/maintenance/dist/main.js, migrate, streams]
    environment:
      DATABASE_URL: ${decided.DATABASE_URL}
      NATS_URL: ${decided.NATS_URL}
      NATS_REPLICAS:
      PARTITIONS:
    depends_on:
      postgres: {condition: service_healthy}
      nats: {condition: service_healthy}

  # Rings for the jobs, as the CronJob does in a cluster. One by hand:
  # docker compose --file docker-compose.prod.yml run --rm maintenance dist/main.js backup
  maintenance:
    <<: *app
    image: \${ASTRIA_IMAGES:-astria-bot}/maintenance:\${ASTRIA_TAG:-${version}}
    mem_limit: ${usual.memory}
    command: [dist/main.js, schedule]
    environment:
      NODE_OPTIONS: --max-old-space-size-percentage=${usual.heap}
${environmentOf(listOf('maintenance'))}
    volumes: [files:/var/lib/astria-bot]
    healthcheck: *maintenance-health
    depends_on: *after-setup

  postgres:
    image: \${POSTGRES_IMAGE:-postgres:18-trixie}
    restart: unless-stopped
    environment:
      POSTGRES_USER: astria
      POSTGRES_PASSWORD: ${need('POSTGRES_PASSWORD')}
      POSTGRES_DB: astria
    volumes: [postgres:/var/lib/postgresql]
    shm_size: 256m
    stop_grace_period: 60s
    healthcheck:
      test: [CMD, pg_isready, -h, 127.0.0.1, -U, astria]
      interval: 5s
      timeout: 3s
      retries: 30

  nats:
    image: \${NATS_IMAGE:-nats:2.15-alpine}
    restart: unless-stopped
    command: [--config, /etc/nats/nats.conf]
    environment:
      NATS_PASSWORD: ${need('NATS_PASSWORD')}
    volumes:
      - nats:/data
      - ./docker/nats.conf:/etc/nats/nats.conf:ro
    healthcheck:
      test: [CMD, wget, -q, -O, /dev/null, http://127.0.0.1:8222/healthz]
      interval: 5s
      timeout: 3s
      retries: 30

volumes:
  files:
  postgres:
  nats:
`
}

const portOf = list => list.find(({ name }) => name === 'PORT')?.default
