import { setTimeout as sleep } from 'node:timers/promises'
import type { Api } from './api.ts'

// biome-ignore lint/suspicious/noExplicitAny: pods as the API server tells them
type Pod = any

/** A node that a test plays: pods are bound to it, and are said to run, or are really run by `run`. */
export interface PlayedNode {
  stop(): Promise<void>
}

/** Runs what a pod asks for and answers its exit code; undefined leaves the pod running without doing anything. */
export type RunPod = (pod: Pod) => Promise<number> | undefined

const node = 'played'
const now = () => new Date().toISOString()

const running = () => ({
  phase: 'Running',
  hostIP: '10.0.0.1',
  podIP: '10.0.0.2',
  startTime: now(),
  conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map(type => ({
    type,
    status: 'True',
    lastTransitionTime: now(),
  })),
})
const containers = (pod: Pod, state: object, ready: boolean) =>
  pod.spec.containers.map(({ name, image }: { name: string; image: string }) => ({
    ...{ name, image, imageID: image, ready, started: ready, restartCount: 0, state },
  }))

/** Takes the place of scheduler and kubelet: looks at all pods every quarter of a second. */
export async function playNode(api: Api, run: RunPod): Promise<PlayedNode> {
  await api.request('POST', '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: node } })
  let stopped = false
  const begun = new Set<string>()

  const setStatus = (pod: Pod, status: object) =>
    api.request('PATCH', `${podPath(pod)}/status`, { status }, 'application/merge-patch+json')
  const end = (pod: Pod, exitCode: number) =>
    setStatus(pod, {
      phase: exitCode === 0 ? 'Succeeded' : 'Failed',
      conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: now() }],
      containerStatuses: containers(
        pod,
        {
          terminated: { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error', startedAt: now(), finishedAt: now() },
        },
        false,
      ),
    })
  const begin = async (pod: Pod) => {
    begun.add(pod.metadata.uid)
    await api.request('POST', `${podPath(pod)}/binding`, {
      apiVersion: 'v1',
      kind: 'Binding',
      metadata: { name: pod.metadata.name },
      target: { kind: 'Node', name: node },
    })
    await setStatus(pod, { ...running(), containerStatuses: containers(pod, { running: { startedAt: now() } }, true) })
    run(pod)
      ?.catch(() => 1)
      .then(exitCode => end(pod, exitCode))
  }
  const look = async () => {
    const { items } = await api.get('/api/v1/pods')
    for (const pod of items as Pod[]) {
      if (pod.metadata.deletionTimestamp) await api.request('DELETE', `${podPath(pod)}?gracePeriodSeconds=0`)
      else if (!begun.has(pod.metadata.uid)) await begin(pod)
    }
  }
  const loop = (async () => {
    while (!stopped) {
      await look().catch(() => {})
      await sleep(250)
    }
  })()
  return {
    async stop() {
      stopped = true
      await loop
    },
  }
}

const podPath = ({ metadata }: Pod) => `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`
