import fs from 'node:fs'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Manifest } from '../charts/manifests.ts'
import type { ControlPlane } from './control-plane.ts'

/** A metrics API whose numbers a test sets: the share of its request that every pod of an app uses. */
export interface PlayedMetrics {
  /** 0.7 is 70 %. */
  use(share: { cpu: number; memory: number }): void
  stop(): Promise<void>
}

const group = 'metrics.k8s.io'
const amount = (text: string) =>
  Number.parseFloat(text) * ({ m: 0.001, Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3 }[text.replace(/[\d.]+/, '')] ?? 1)

/** Serves metrics.k8s.io/v1beta1 and tells the API server about it. */
export async function playMetrics({ api, folder }: ControlPlane): Promise<PlayedMetrics> {
  let share = { cpu: 0.3, memory: 0.3 }
  // biome-ignore lint/suspicious/noExplicitAny: pods as the API server tells them
  const metricsOf = ({ metadata, spec }: any) => ({
    metadata: { name: metadata.name, namespace: metadata.namespace, labels: metadata.labels },
    timestamp: new Date().toISOString(),
    window: '15s',
    // biome-ignore lint/suspicious/noExplicitAny: see above
    containers: spec.containers.map(({ name, resources }: any) => ({
      name,
      usage: {
        cpu: `${Math.round(amount(resources.requests.cpu) * share.cpu * 1000)}m`,
        memory: String(Math.round(amount(resources.requests.memory) * share.memory)),
      },
    })),
  })
  const answer = async (url: URL): Promise<object> => {
    if (!url.pathname.endsWith('/pods')) {
      const resources = [
        { name: 'pods', singularName: '', namespaced: true, kind: 'PodMetrics', verbs: ['get', 'list'] },
      ]
      return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: `${group}/v1beta1`, resources }
    }
    const [, namespace] = /\/namespaces\/([^/]+)\//.exec(url.pathname) ?? []
    const selector = encodeURIComponent(url.searchParams.get('labelSelector') ?? '')
    const { items } = await api.get(`/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`)
    return { kind: 'PodMetricsList', apiVersion: `${group}/v1beta1`, metadata: {}, items: items.map(metricsOf) }
  }
  const file = (name: string) => fs.readFileSync(path.join(folder, 'certificates', name))
  const server = https.createServer(
    { key: file('apiserver.key'), cert: file('apiserver.crt') },
    (request, response) => {
      answer(new URL(request.url ?? '/', 'https://metrics')).then(
        body => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
        error => response.writeHead(500).end(String(error)),
      )
    },
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await announce(api, port)
  return {
    use(next) {
      share = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function announce(api: ControlPlane['api'], port: number): Promise<void> {
  const service = { name: 'metrics', namespace: 'kube-system', port }
  const objects = [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'metrics', namespace: 'kube-system' },
      spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `v1beta1.${group}` },
      spec: {
        ...{ group, version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100 },
        ...{ insecureSkipTLSVerify: true, service },
      },
    },
  ]
  for (const object of objects) {
    const { status, body } = await api.apply(object as unknown as Manifest)
    if (status >= 300) throw new Error(`${object.kind}: ${status} ${JSON.stringify(body)}`)
  }
}
