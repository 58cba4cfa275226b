import { spawnSync } from 'node:child_process'

export const chart = 'charts/astria-bot'
const values = name => `${chart}/values-${name}.yaml`
const example = name => `${chart}/goldens/values/${name}.yaml`

/** The renders that are committed as goldens/<name>.yaml, each with its files of values. */
export const renders = {
  default: [example('required')],
  local: [values('local')],
  prod: [values('prod')],
  aks: [values('aks')],
  keda: [values('prod'), values('keda')],
  jetstream: [example('required'), example('jetstream')],
  off: [example('required'), example('off')],
}

/** Runs a helm; answers what it said. */
export function runHelm(helm, args) {
  const { NODE_OPTIONS: _, ...env } = process.env
  const { status, stdout, stderr, error } = spawnSync(helm, args, { encoding: 'utf8', env, maxBuffer: 64 * 1024 ** 2 })
  if (error) throw error
  return { ok: status === 0, stdout, stderr }
}

/** The manifests of a release called astria-bot in the namespace astria-bot. Throws what helm said. */
export function render(helm, files, more = []) {
  const base = ['template', 'astria-bot', chart, '--namespace', 'astria-bot', '--kube-version', '1.36.0']
  const { ok, stdout, stderr } = runHelm(helm, [...base, ...files.flatMap(file => ['--values', file]), ...more])
  if (!ok) throw new Error(stderr.trim())
  return stdout
}
