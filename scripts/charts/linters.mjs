import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root } from './go-tool.mjs'
import { strictSchemas } from './schemas.mjs'
import { kubeconform, kubeLinter } from './tools.mjs'

const run = (command, args) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 })
  return { ok: status === 0 && !error, said: error?.message ?? stdout + stderr, stdout }
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

/** What kube-linter has against releases, each a list of files whose objects are looked at together. */
export function lintPolicies(releases) {
  return releases.flatMap(files => {
    const args = ['lint', '--config', 'scripts/charts/kube-linter.yaml', '--format', 'json', ...files]
    const { ok, said, stdout } = run(kubeLinter(), args)
    if (ok) return []
    return stdout.startsWith('{') ? findings(files[0], JSON.parse(stdout)) : [`${files[0]}: ${said}`]
  })
}

const findings = (file, { Reports }) =>
  Reports.map(({ Check, Diagnostic, Object: { K8sObject } }) => {
    const { GroupVersionKind, Name } = K8sObject
    return `${file}: ${GroupVersionKind.Kind}/${Name}: ${Diagnostic.Message} (${Check})`
  })
