import { spawnSync } from 'node:child_process'
import { bad, note, ok } from './finding.mjs'

const kubectl = args => spawnSync('kubectl', ['--request-timeout=5s', ...args], { encoding: 'utf8', timeout: 15_000 })

/** Whether a cluster answers, and whether it measures pods: without that nothing is scaled. */
export async function checkCluster() {
  const context = kubectl(['config', 'current-context'])
  if (context.error) return [note('no kubectl', 'needed for a cluster only')]
  if (context.status !== 0) return [note('kubectl knows no cluster')]
  const name = context.stdout.trim()
  if (kubectl(['get', '--raw', '/readyz']).status !== 0) {
    return [note(`the cluster ${name} does not answer`, 'kubectl config use-context …')]
  }
  const metrics = kubectl(['get', '--raw', '/apis/metrics.k8s.io/v1beta1/nodes'])
  return [
    ok(`the cluster ${name} answers`),
    metrics.status === 0
      ? ok('metrics-server measures')
      : bad(
          'no metrics-server: autoscalers show <unknown> and never scale',
          'https://github.com/kubernetes-sigs/metrics-server',
        ),
  ]
}
