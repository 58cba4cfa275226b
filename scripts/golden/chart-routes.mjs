import { builtServer } from './built-server.mjs'

/** What of each service the outside may reach; of the gateway everything that is not for the cluster or for developing. */
const open = {
  gateway: path => !['/health', '/ready', '/metrics', '/webhooks/whatsapp/test'].includes(path),
  image: path => path.startsWith('/media/'),
  payment: path => path.startsWith('/pay/'),
}

/** Every path of a server, from the tree that Fastify prints: each line goes on where the one above it, further left, ends. */
function pathsOf(server) {
  const paths = new Set()
  const parts = []
  for (const line of server.printRoutes().split('\n')) {
    const at = line.search(/── /)
    if (at < 0) continue
    const depth = at / 4
    const [, part, methods] = /── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    parts.splice(Math.floor(depth), parts.length, part ?? '')
    if (methods) paths.add(parts.join(''))
  }
  return [...paths]
}

/** A path with a part that varies is a prefix; any other has to fit exactly. */
function routeOf(service, path) {
  const varies = path.search(/[:*]/)
  return varies < 0 ? { service, path, type: 'Exact' } : { service, path: path.slice(0, varies), type: 'Prefix' }
}

/** files/routes.json of the chart: the public paths, from the apps' own route tables. */
export async function chartRoutes() {
  const routes = []
  for (const [service, isOpen] of Object.entries(open)) {
    const server = await builtServer(service)
    routes.push(
      ...pathsOf(server)
        .filter(isOpen)
        .toSorted()
        .map(path => routeOf(service, path)),
    )
  }
  return { routes }
}
