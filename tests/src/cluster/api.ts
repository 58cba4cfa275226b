import https from 'node:https'
import type { Manifest } from '../charts/manifests.ts'

/** What the API server answered. */
export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: objects of every kind
  body: any
  /** What it warns of, such as a pod that `restricted` would refuse. */
  warnings: string[]
}

/** The API of a control plane. */
export interface Api {
  request(method: string, path: string, body?: unknown, contentType?: string): Promise<Answer>
  /** Applies an object, with every unknown field an error. */
  apply(object: Manifest, options?: { dryRun?: boolean }): Promise<Answer>
  /** The object, or throws. */
  // biome-ignore lint/suspicious/noExplicitAny: objects of every kind
  get(path: string): Promise<any>
}

/** The server's certificate is its own, made at its start; it is on this machine. */
const agent = new https.Agent({ rejectUnauthorized: false, keepAlive: true })
const irregular: Record<string, string> = { NetworkPolicy: 'networkpolicies', Ingress: 'ingresses' }
const clusterWide = ['Namespace', 'CustomResourceDefinition', 'APIService', 'Node']

/** Where an object is. */
export function pathOf({ apiVersion, kind, metadata }: Manifest & { metadata: { namespace?: string } }): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const space = clusterWide.includes(kind) ? '' : `/namespaces/${metadata.namespace ?? 'astria-bot'}`
  return `${root}${space}/${irregular[kind] ?? `${kind.toLowerCase()}s`}/${metadata.name}`
}

/** A client of the API server at `url`, as the bearer of `token`. */
export function createApi(url: string, token: string): Api {
  const request: Api['request'] = (method, path, body, contentType = 'application/json') =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': contentType }
      const sent = https.request(`${url}${path}`, { method, headers, agent }, response => {
        let text = ''
        response.setEncoding('utf8').on('data', part => {
          text += part
        })
        response.on('end', () => {
          const warning = response.headers.warning ?? ''
          const isJson = response.headers['content-type']?.includes('json')
          resolve({
            status: response.statusCode ?? 0,
            body: isJson && text ? JSON.parse(text) : text,
            warnings: [...warning.matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(([, words = '']) => words),
          })
        })
      })
      sent.on('error', reject)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })
  return {
    request,
    apply: (object, { dryRun = false } = {}) =>
      request(
        'PATCH',
        `${pathOf(object)}?fieldManager=tests&force=true&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`,
        object,
        'application/apply-patch+yaml',
      ),
    async get(path) {
      const { status, body } = await request('GET', path)
      if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body).slice(0, 300)}`)
      return body
    },
  }
}
