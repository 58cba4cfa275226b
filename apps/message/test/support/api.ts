import type { App } from '@astria-bot/service'

const roles = ['viewer', 'agent', 'admin'] as const
type Role = (typeof roles)[number]
/** The key of a role. */
export const keyOf = (role: Role) => `a-long-key-of-the-${role}`

/** The setting with one key per role; each is named for its role. */
export const API_KEYS = roles.map(role => `the-${role}:${role}:${keyOf(role)}`).join(',')

/** What a request says beside its address. */
export interface Asking {
  body?: unknown
  headers?: Record<string, string>
  /** Null: no key. */
  role?: Role | null
}

/** Asks the API of an app. */
export async function ask(app: App, request: string, { body, headers = {}, role = 'admin' }: Asking = {}) {
  const [method, url] = request.split(' ') as ['GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', string]
  const answer = await app.server.inject({
    method,
    url,
    headers: { ...(role === null ? {} : { authorization: `Bearer ${keyOf(role)}` }), ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it with `t.match`
  return { status: answer.statusCode, body: answer.json() as any, type: answer.headers['content-type'] }
}

/** Everything of a list, page by page. */
export async function readAll(app: App, path: string, limit: number) {
  // biome-ignore lint/suspicious/noExplicitAny: items of any list
  const items: any[] = []
  for (let next: string | null = ''; next !== null; ) {
    const sign: string = path.includes('?') ? '&' : '?'
    const page = await ask(app, `GET ${path}${sign}limit=${limit}${next && `&cursor=${next}`}`)
    if (page.status !== 200) throw new Error(`${path}: ${page.status}`)
    items.push(...page.body.items)
    next = page.body.next
  }
  return items
}
