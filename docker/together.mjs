// Several apps in one container, each a process of its own: for a machine or a platform on which they have to share a
// disk. `node together.mjs message image payment`; words after a colon are the app's: maintenance:schedule.
// If one ends, all end, and the platform starts the container anew: nobody is left half running.
import { spawn } from 'node:child_process'

const wanted = process.argv.slice(2).map(word => word.split(':'))
if (wanted.length === 0) {
  console.error('Which apps? node together.mjs message image payment')
  process.exit(78)
}

let code
const children = wanted.map(([app, ...words]) => {
  // Each listens on its own port (IMAGE_PORT, else the app's): one PORT for all would be taken after the first.
  const { PORT: _port, ...env } = process.env
  const port = process.env[`${app.toUpperCase()}_PORT`]
  if (port) env.PORT = port
  const child = spawn(process.execPath, [`apps/${app}/dist/main.js`, ...words], { env, stdio: 'inherit' })
  child.once('exit', status => end(status ?? 1, app))
  return child
})
const isRunning = child => child.exitCode === null && child.signalCode === null

function end(status, app) {
  if (code === undefined) {
    code = status
    if (app) console.error(`together: ${app} ended with ${status}, so all end`)
    for (const child of children) child.kill('SIGTERM')
  }
  if (!children.some(isRunning)) process.exit(code)
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => end(0))
