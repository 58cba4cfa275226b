import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, parseAllDocuments } from 'yaml'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** A Kubernetes object, as far as the tests look at it. */
export interface Manifest {
  apiVersion: string
  kind: string
  metadata: { name: string; labels: Record<string, string>; annotations?: Record<string, string> }
  // biome-ignore lint/suspicious/noExplicitAny: objects of many kinds, read by tests that know which
  spec: any
  data?: Record<string, string>
}

/** What a committed render is made from; `make charts` holds them against the chart. */
export const renders = ['default', 'local', 'prod', 'aks', 'keda', 'jetstream', 'off'] as const
export type Render = (typeof renders)[number]

/** A file of the repository. */
export const read = (file: string): string => readFileSync(`${root}${file}`, 'utf8')
/** A YAML file of the repository. */
export const readYaml = (file: string) => parse(read(file))

const known = new Map<string, Manifest[]>()

/** The objects of a YAML file of the repository, read once. */
export function manifestsOf(file: string): Manifest[] {
  const found =
    known.get(file) ??
    parseAllDocuments(read(file))
      .map(document => document.toJS() as Manifest | null)
      .filter(one => one !== null)
  known.set(file, found)
  return found
}

/** The objects of a committed render. */
export const rendered = (name: Render): Manifest[] => manifestsOf(`charts/astria-bot/goldens/${name}.yaml`)

/** One object of a render. Throws if it is not there. */
export function objectOf(render: Render, kind: string, name: string): Manifest {
  const found = rendered(render).find(one => one.kind === kind && one.metadata.name === name)
  if (!found) throw new Error(`${render} has no ${kind} ${name}`)
  return found
}

/** A container of a pod, as far as the tests look at it. */
export interface Container {
  name: string
  image: string
  args?: string[]
  env?: { name: string; value?: string; valueFrom?: { secretKeyRef?: { key: string; optional?: boolean } } }[]
  // biome-ignore lint/suspicious/noExplicitAny: see above
  [part: string]: any
}

/** A pod wherever it stands: in a workload, a job, a CronJob or alone. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export function podOf({ kind, spec }: Manifest): any {
  if (kind === 'Pod') return spec
  if (kind === 'CronJob') return spec.jobTemplate.spec.template.spec
  return spec.template?.spec
}

/** Every pod of a render, with the object that makes it. */
export function podsOf(render: Render): { name: string; owner: Manifest; pod: ReturnType<typeof podOf> }[] {
  return rendered(render)
    .filter(one => ['Deployment', 'StatefulSet', 'Job', 'CronJob', 'Pod'].includes(one.kind))
    .map(owner => ({ name: `${render} ${owner.kind}/${owner.metadata.name}`, owner, pod: podOf(owner) }))
}
