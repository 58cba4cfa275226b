// Holds .github/workflows against what GitHub takes: keys, expressions, inputs of actions, runners.
import { spawnSync } from 'node:child_process'
import { goTool, root } from './charts/go-tool.mjs'

try {
  const actionlint = goTool({
    name: 'actionlint',
    version: '1.7.12',
    module: 'github.com/rhysd/actionlint',
    pkg: 'github.com/rhysd/actionlint/cmd/actionlint',
    variable: 'ACTIONLINT_BIN',
  })
  // What else it would run depends on the machine.
  const { status, stdout, stderr } = spawnSync(actionlint, ['-shellcheck=', '-pyflakes='], {
    cwd: root,
    encoding: 'utf8',
  })
  console.log(status === 0 ? '✓ actionlint finds nothing wrong in .github/workflows' : stdout + stderr)
  process.exitCode = status ?? 1
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
