import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from './go-tool.mjs'
import { strictSchemas } from './schemas.mjs'
import { kubeconform } from './tools.mjs'

const run = (command, args) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 })
  return { ok: status === 0 && !error, said: error?.message ?? stdout + stderr }
}

/** Writes the strict schemas where kubeconform finds them; answers the folder. */
export function writeSchemas() {
  const folder = path.join(root, '.tools', 'schemas')
  fs.rmSync(folder, { recursive: true, force: true })
  fs.mkdirSync(folder, { recursive: true })
  for (const [name, schema] of strictSchemas()) fs.writeFileSync(path.join(folder, name), JSON.stringify(schema))
  return folder
}

/** What kubeconform has against manifests; a kind without a schema is a mistake, too. */
export function lintSchemas(files, schemas) {
  const location = path.join(schemas, '{{.ResourceKind}}{{.KindSuffix}}.json')
  const { ok, said } = run(kubeconform(), ['-strict', '-summary', '-schema-location', location, ...files])
  return ok ? [] : [said]
}
