// Prints a Secret with random values for a cluster on this machine (values-local.yaml, k8s/examples/kind):
//
//   node scripts/local-secret.mjs | kubectl -n astria-bot apply -f -
//
// Not twice: another password would not fit the database that is there. `--keep` prints nothing if the cluster has one.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'

const name = 'astria-bot-secrets'
const namespace = 'astria-bot'
const random = () => randomBytes(24).toString('base64url')

if (process.argv.includes('--keep')) {
  const { status } = spawnSync('kubectl', ['-n', namespace, 'get', 'secret', name], { stdio: 'ignore' })
  if (status === 0) process.exit(0)
}
const password = random()
const stringData = {
  DATABASE_URL: `postgres://astria:${password}@postgres:5432/astria`,
  NATS_URL: 'nats://nats:4222',
  POSTGRES_PASSWORD: password,
  ...Object.fromEntries(
    [
      'WHATSAPP_APP_SECRET',
      'WHATSAPP_VERIFY_TOKEN',
      'WHATSAPP_API_KEY',
      'ASTRIA_API_KEY',
      'PAYMENT_WEBHOOK_SECRET',
      'CALLBACK_SECRET',
      'SECRET_KEY',
      'UPDATE_TOKEN',
    ].map(key => [key, random()]),
  ),
  API_KEYS: `local:admin:${random()}`,
}
const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace }, type: 'Opaque', stringData }
process.stdout.write(`${JSON.stringify(secret, null, 2)}\n`)
