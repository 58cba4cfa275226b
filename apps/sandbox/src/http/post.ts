import http from 'node:http'
import https from 'node:https'

export interface PostAnswer {
  /** 0 when there was no answer. */
  status: number
  error?: string
  ms: number
}

export interface Poster {
  post(url: string, body: string | Buffer, headers?: Record<string, string>): Promise<PostAnswer>
  close(): void
}

const TIMEOUT_MS = 20_000

/** Posts over kept-alive connections, follows no redirects, and never throws: no answer is status 0. node:http, because it is twice as fast as fetch here. */
export function createPoster(userAgent: string): Poster {
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: 64 }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: 64 }),
  }
  return {
    post: (url, body, headers = {}) =>
      new Promise(resolve => {
        const started = Date.now()
        const done = (status: number, error?: string) =>
          resolve({ status, ms: Date.now() - started, ...(error ? { error } : {}) })
        try {
          const target = new URL(url)
          const secure = target.protocol === 'https:'
          const request = (secure ? https : http).request(target, {
            method: 'POST',
            agent: agents[secure ? 'https:' : 'http:'],
            headers: {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(body),
              'user-agent': userAgent,
              ...headers,
            },
            timeout: TIMEOUT_MS,
          })
          request.on('response', response => {
            response.resume()
            response.on('end', () => done(response.statusCode ?? 0))
            response.on('error', error => done(0, error.message))
          })
          request.on('timeout', () => request.destroy(new Error('timeout')))
          request.on('error', error => done(0, (error as NodeJS.ErrnoException).code ?? error.message))
          request.end(body)
        } catch (error) {
          done(0, error instanceof Error ? error.message : String(error))
        }
      }),
    close() {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}
