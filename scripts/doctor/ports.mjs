import net from 'node:net'
import { defaultPorts } from '@astria-bot/standalone'
import { bad, ok } from './finding.mjs'

const isFree = port =>
  new Promise(resolve => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** Who answers there: `/health` of an app of ours, or somebody else. */
const isOurs = port =>
  fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(1500) })
    .then(async answer => answer.ok && (await answer.json()).status === 'alive')
    .catch(() => false)

/** The ports of the apps on this machine: free, ours, or taken by another program. */
export async function checkPorts(env) {
  const wanted = Object.entries(defaultPorts).map(([app, port]) => [
    app,
    Number(env[`${app.toUpperCase()}_PORT`] ?? port),
  ])
  return Promise.all(
    wanted.map(async ([app, port]) => {
      if (await isFree(port)) return ok(`${port} is free for ${app}`)
      if (await isOurs(port)) return ok(`${port}: ${app} is running`)
      return bad(`${port}, the port of ${app}, is taken by another program`, `set ${app.toUpperCase()}_PORT, or end it`)
    }),
  )
}
