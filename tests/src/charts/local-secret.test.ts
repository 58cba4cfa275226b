import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { apiKeySettings, loadSettings } from '@astria-bot/service'
import { test } from 'tap'
import { z } from 'zod'
import { type Container, podsOf } from './manifests.ts'

const script = fileURLToPath(new URL('../../../scripts/local-secret.mjs', import.meta.url))

test('the Secret of a local cluster has every key that its pods cannot start without, and none that nobody reads', async t => {
  const { stringData } = JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' }))
  const references = podsOf('local')
    .flatMap(({ pod }) => pod.containers as Container[])
    .flatMap(({ env = [] }) => env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []))
  t.ok(references.length > 10)
  for (const { key, optional } of references) if (!optional) t.ok(stringData[key], key)
  const read = new Set(references.map(({ key }) => key))
  t.same(
    Object.keys(stringData).filter(key => !read.has(key)),
    [],
  )
  const [key] = loadSettings(z.object(apiKeySettings), stringData).API_KEYS ?? []
  t.match(key, /^local:admin:/)
})
