// Which programs are here, which are missing, and where they are to be had.
import { spawnSync } from 'node:child_process'

/** The oldest Node that runs it. */
export const NODE_MINIMUM = '20.19.0'

const tools = [
  {
    name: 'npm',
    args: ['--version'],
    needed: true,
    for: 'everything',
    where: 'it comes with Node: https://nodejs.org',
  },
  {
    name: 'make',
    args: ['--version'],
    for: 'the short commands',
    where: 'your package manager (Debian: apt install make)',
  },
  { name: 'git', args: ['--version'], for: 'working on it', where: 'https://git-scm.com/downloads' },
  { name: 'docker', args: ['--version'], for: 'containers', where: 'https://docs.docker.com/get-docker/' },
  {
    name: 'docker compose',
    args: ['compose', 'version', '--short'],
    for: 'all of it in containers',
    where: 'https://docs.docker.com/compose/install/',
  },
  {
    name: 'kubectl',
    args: ['version', '--client'],
    for: 'a cluster',
    where: 'https://kubernetes.io/docs/tasks/tools/',
  },
  { name: 'helm', args: ['version', '--short'], for: 'the chart', where: 'https://helm.sh/docs/intro/install/' },
]

const numbers = text => text.split('.').map(Number)

/** Whether a version is at least another. */
export const isAtLeast = (version, minimum) => {
  const [a, b] = [numbers(version), numbers(minimum)]
  const at = a.findIndex((part, index) => part !== b[index])
  return at === -1 || a[at] > b[at]
}

const versionOf = ({ name, args }) => {
  const [command] = name.split(' ')
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' })
  return status === 0 ? (/\d+\.\d+(\.\d+)?/.exec(stdout)?.[0] ?? 'unknown version') : undefined
}

/** Every tool with its version, or with where to get it. */
export function lookForTools() {
  const node = process.versions.node
  const hint = { for: 'everything', where: 'https://nodejs.org' }
  const own = { name: 'node', version: node, needed: true, fits: isAtLeast(node, NODE_MINIMUM), ...hint }
  return [
    own,
    ...tools.map(tool => {
      const version = versionOf(tool)
      return { ...tool, version, needed: tool.needed === true, fits: version !== undefined }
    }),
  ]
}
