// The process of the `dev` images: compiles the app and its libs whenever a source is synced in, and restarts the app
// when its compiled code has changed. What `make dev` does on a machine, for one app in a container.
import { spawn } from 'node:child_process'

const app = process.env.APP
const run = args => spawn(process.execPath, args, { stdio: 'inherit' })
const children = [
  run(['node_modules/.bin/tsc', '-b', '-w', '--preserveWatchOutput', `apps/${app}`]),
  run(['--watch', '--watch-preserve-output', `apps/${app}/dist/main.js`]),
]

// As process 1 it has no default action for signals: they are handed on, and it ends when both have ended.
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    for (const child of children) child.kill('SIGTERM')
  })
}
let open = children.length
for (const child of children) {
  child.once('exit', () => {
    open -= 1
    if (open === 0) process.exit(0)
  })
}
