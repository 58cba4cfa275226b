import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { eventually, freePort } from '@astria-bot/testing'
import { type Api, createApi } from './api.ts'

/** A running control plane: etcd, the API server and the controllers. There are no nodes but those that a test plays. */
export interface ControlPlane {
  readonly api: Api
  readonly folder: string
  /** For helm and kubectl. */
  readonly kubeconfig: string
  stop(): Promise<void>
}

const shortly = { timeoutMs: 120_000, everyMs: 300 }

/** Starts the programs of `binaries` in `folder`, each with a log there. They end with `stop` or with this process. */
export async function startControlPlane(binaries: string, folder: string): Promise<ControlPlane> {
  const children: ChildProcess[] = []
  const start = (program: string, args: string[]) => {
    const log = fs.openSync(path.join(folder, `${program}.log`), 'w')
    const { NODE_OPTIONS: _, ...env } = process.env
    children.push(spawn(path.join(binaries, program), args, { stdio: ['ignore', log, log], env }))
  }
  const stop = async () => {
    for (const child of children.toReversed()) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const ended = new Promise(resolve => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    }
  }
  process.once('exit', () => {
    for (const child of children) child.kill('SIGKILL')
  })

  const [etcdPort, peerPort, port] = [await freePort(), await freePort(), await freePort()]
  const etcd = `http://127.0.0.1:${etcdPort}`
  start('etcd', [
    ...['--data-dir', path.join(folder, 'etcd'), '--unsafe-no-fsync', '--log-level', 'warn'],
    ...['--listen-client-urls', etcd, '--advertise-client-urls', etcd],
    ...['--listen-peer-urls', `http://127.0.0.1:${peerPort}`],
  ])
  const { token, key } = writeCredentials(folder)
  const certificates = path.join(folder, 'certificates')
  start('kube-apiserver', [
    `--etcd-servers=${etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    '--endpoint-reconciler-type=none',
    `--secure-port=${port}`,
    `--cert-dir=${certificates}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${key}`,
    `--service-account-signing-key-file=${key}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
    `--token-auth-file=${path.join(folder, 'tokens.csv')}`,
  ])
  const url = `https://127.0.0.1:${port}`
  const api = createApi(url, token)
  try {
    await eventually(async () => (await api.request('GET', '/readyz')).status === 200, shortly)
    const kubeconfig = writeKubeconfig(folder, url, token)
    start('kube-controller-manager', [
      `--kubeconfig=${kubeconfig}`,
      '--leader-elect=false',
      '--secure-port=0',
      // Nodes here have no heartbeat.
      '--controllers=*,-node-lifecycle-controller',
      `--service-account-private-key-file=${key}`,
      `--root-ca-file=${path.join(certificates, 'apiserver.crt')}`,
      '--horizontal-pod-autoscaler-sync-period=3s',
      '--horizontal-pod-autoscaler-initial-readiness-delay=1s',
      '--horizontal-pod-autoscaler-cpu-initialization-period=1s',
    ])
    await eventually(
      async () => (await api.request('GET', '/api/v1/namespaces/default/serviceaccounts/default')).status === 200,
      shortly,
    )
    return { api, folder, kubeconfig, stop }
  } catch (error) {
    await stop()
    throw new Error(`the control plane did not start; its logs are in ${folder}`, { cause: error })
  }
}

function writeCredentials(folder: string): { token: string; key: string } {
  const token = randomBytes(16).toString('hex')
  fs.writeFileSync(path.join(folder, 'tokens.csv'), `${token},tests,tests,system:masters\n`)
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = path.join(folder, 'accounts.key')
  fs.writeFileSync(key, privateKey.export({ type: 'pkcs1', format: 'pem' }))
  return { token, key }
}

function writeKubeconfig(folder: string, server: string, token: string): string {
  const file = path.join(folder, 'kubeconfig')
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'tests', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'tests', user: { token } }],
    contexts: [{ name: 'tests', context: { cluster: 'tests', user: 'tests' } }],
    'current-context': 'tests',
  }
  fs.writeFileSync(file, JSON.stringify(config))
  return file
}
