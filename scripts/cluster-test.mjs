// A release on a real control plane (`make cluster-test`): etcd, kube-apiserver and kube-controller-manager, built by Go
// into .tools once (ten minutes and 2 GB of its cache on two cores); nodes, pods and metrics are played by the test.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { goEnv, root } from './charts/go-tool.mjs'
import { helm4 } from './charts/tools.mjs'
import { natsServer } from './tools.mjs'

const version = '1.36.2'
const [major, minor] = version.split('.')
const stamp = Object.entries({ gitVersion: `v${version}`, gitMajor: major, gitMinor: minor })
  .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
  .join(' ')
const programs = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
}

/** The folder with the programs; those that are missing are built from scripts/control-plane/go.mod. */
function controlPlane() {
  const folder = path.join(root, '.tools', `control-plane-${version}`)
  for (const [name, pkg] of Object.entries(programs)) {
    const file = path.join(folder, name)
    if (fs.existsSync(file)) continue
    console.log(`Bringing ${name} (built by Go, once) …`)
    const args = ['build', '-mod=mod', '-ldflags', `-s -w ${stamp}`, '-o', `${file}.building`, pkg]
    const options = { cwd: path.join(root, 'scripts/control-plane'), stdio: 'inherit', env: goEnv() }
    if (spawnSync('go', args, options).status !== 0) throw new Error(`${name} could not be built: Go 1.26 is needed.`)
    fs.renameSync(`${file}.building`, file)
  }
  return folder
}

try {
  const env = { ...process.env, CONTROL_PLANE: controlPlane(), HELM4_BIN: helm4(), NATS_SERVER_BIN: await natsServer() }
  const { status } = spawnSync(process.execPath, ['--enable-source-maps', 'tests/dist/cluster/cluster-story.js'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, TAP_TIMEOUT: '900' },
  })
  process.exit(status ?? 1)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
