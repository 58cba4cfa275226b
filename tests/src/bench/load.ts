// A process of its own that sends webhooks, so that making the load slows what is measured as little as can be: the
// requests are built and signed before the clock starts, and go over plain sockets. (An HTTP client library ends near
// 9,000 requests a second on two cores, well below the servers that are compared here.)
import net from 'node:net'
import { signedWebhook } from './signed-webhook.ts'

/** What to send. Without `rate` as fast as the connections allow (closed loop), else at that constant rate (open loop). */
export interface LoadTask {
  port: number
  path: string
  secret: string
  channel: string
  seconds: number
  connections: number
  rate?: number
  contacts: number
  text: string
}

/** Latencies in milliseconds; with a rate they count from the moment at which a request was due. */
export interface LoadResult {
  perSecond: number
  answered: number
  refused: number
  /** Due or under way when the run ended. */
  unanswered: number
  p50Ms: number
  p99Ms: number
  /** Share of requests that took longer than a second, were refused or never answered, 0 to 1. */
  above1s: number
}

const HEADER_END = Buffer.from('\r\n\r\n')

function requestOf(task: LoadTask, index: number): Buffer {
  const from = `97250${String(index % task.contacts).padStart(7, '0')}`
  const { body, headers } = signedWebhook({ channel: task.channel, from, text: task.text }, task.secret)
  const lines = Object.entries({ host: '127.0.0.1', ...headers, 'content-length': String(Buffer.byteLength(body)) })
  return Buffer.from(`POST ${task.path} HTTP/1.1\r\n${lines.map(([k, v]) => `${k}: ${v}`).join('\r\n')}\r\n\r\n${body}`)
}

class Connection {
  readonly #socket: net.Socket
  #started = 0
  #pending: Buffer = Buffer.alloc(0)
  #done: (ok: boolean, startedAt: number) => void = () => {}

  constructor(port: number) {
    this.#socket = net.connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', chunk => this.#read(chunk))
  }

  send(request: Buffer, startedAt: number, done: (ok: boolean, startedAt: number) => void) {
    this.#started = startedAt
    this.#done = done
    this.#socket.write(request)
  }

  #read(chunk: Buffer) {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk])
    const end = this.#pending.indexOf(HEADER_END)
    if (end < 0) return
    const head = this.#pending.toString('latin1', 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    if (this.#pending.length < end + 4 + length) return
    this.#pending = Buffer.alloc(0)
    this.#done(head.startsWith('HTTP/1.1 200'), this.#started)
  }

  close() {
    this.#socket.destroy()
  }
}

/** Who was refused or not answered at all has waited longer than any second: Meta asks again, and counts it as late. */
function summary(latencies: number[], refused: number, unanswered: number, seconds: number): LoadResult {
  const answered = latencies.length
  const late = Array.from({ length: refused + unanswered }, () => (seconds + 10) * 1000)
  const sorted = Float64Array.from([...latencies, ...late]).sort()
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 10) / 10
  return {
    perSecond: Math.round(answered / seconds),
    answered,
    refused,
    unanswered,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    above1s: sorted.filter(ms => ms > 1000).length / Math.max(1, sorted.length),
  }
}

async function run(task: LoadTask): Promise<LoadResult> {
  const most = task.rate === undefined ? task.seconds * 40_000 : task.rate * task.seconds
  const requests = Array.from({ length: Math.min(most, 300_000) }, (_, index) => requestOf(task, index))
  const idle = Array.from({ length: task.connections }, () => new Connection(task.port))
  const all = [...idle]
  const latencies: number[] = []
  const due: number[] = []
  let refused = 0
  let next = 0
  const begin = performance.now()
  const end = begin + task.seconds * 1000

  await new Promise<void>(resolve => {
    const dispatch = () => {
      const now = performance.now()
      if (task.rate !== undefined) {
        const wanted = Math.min(requests.length, Math.floor(((now - begin) / 1000) * task.rate))
        while (next + due.length < wanted) due.push(begin + ((next + due.length) / task.rate) * 1000)
      }
      while (idle.length > 0 && next < requests.length && (task.rate === undefined ? now < end : due.length > 0)) {
        const connection = idle.pop() as Connection
        connection.send(
          requests[next++] as Buffer,
          task.rate === undefined ? now : (due.shift() as number),
          (ok, at) => {
            if (ok) latencies.push(performance.now() - at)
            else refused += 1
            idle.push(connection)
            dispatch()
          },
        )
      }
      if (idle.length === all.length && (now >= end || next === requests.length)) resolve()
    }
    const timer = setInterval(dispatch, 1)
    dispatch()
    setTimeout(resolve, task.seconds * 1000 + 10_000).unref()
    setTimeout(() => clearInterval(timer), task.seconds * 1000 + 9_000).unref()
  })
  for (const connection of all) connection.close()
  const offered = task.rate === undefined ? next : requests.length
  const unanswered = offered - latencies.length - refused
  return summary(latencies, refused, unanswered, Math.min((performance.now() - begin) / 1000, task.seconds))
}

console.log(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '{}'))))
process.exit(0)
