import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Api } from './api.ts'
import type { RunPod } from './played-node.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** What a pod's program said, and how it ended. */
export interface Run {
  pod: string
  job: string
  args: readonly string[]
  output: string
  exitCode: number
}

/** The environment that a container would have, with its settings and secrets read from the cluster. */
// biome-ignore lint/suspicious/noExplicitAny: a container as the API server tells it
async function environmentOf(api: Api, namespace: string, container: any): Promise<Record<string, string>> {
  const env: Record<string, string> = {}
  for (const { name, value, valueFrom } of container.env) {
    if (value !== undefined) env[name] = value
    const kind = valueFrom?.secretKeyRef ? 'secrets' : 'configmaps'
    const reference = valueFrom?.secretKeyRef ?? valueFrom?.configMapKeyRef
    if (!reference) continue
    const { data } = await api.get(`/api/v1/namespaces/${namespace}/${kind}/${reference.name}`)
    const found = data?.[reference.key]
    if (found === undefined && !reference.optional) throw new Error(`${reference.name} has no key ${reference.key}`)
    if (found !== undefined) env[name] = kind === 'secrets' ? Buffer.from(found, 'base64').toString() : found
  }
  return env
}

/** Runs the pods of maintenance, migrations and streams as they stand, as processes on this machine. */
export function runJobs(api: Api): { run: RunPod; runs: Run[] } {
  const runs: Run[] = []
  const jobs = ['migrations', 'streams', 'maintenance']
  return {
    runs,
    run(pod) {
      const component = pod.metadata.labels?.['app.kubernetes.io/component']
      if (!jobs.includes(component)) return undefined
      const [container] = pod.spec.containers
      return (async () => {
        const env = await environmentOf(api, pod.metadata.namespace, container)
        const { PATH = '', TMPDIR = '/tmp' } = process.env
        const child = spawn(process.execPath, container.args, {
          cwd: `${root}apps/maintenance`,
          env: { PATH, TMPDIR, ...env },
        })
        let output = ''
        for (const stream of [child.stdout, child.stderr])
          stream.setEncoding('utf8').on('data', text => {
            output += text
          })
        const exitCode = await new Promise<number>(resolve => child.once('close', code => resolve(code ?? 137)))
        runs.push({
          pod: pod.metadata.name,
          job: pod.metadata.labels['batch.kubernetes.io/job-name'] ?? component,
          args: container.args,
          output,
          exitCode,
        })
        return exitCode
      })()
    },
  }
}
