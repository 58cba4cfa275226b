import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { LoadResult } from './load.ts'
import { median } from './median.ts'
import { runLoad } from './run-load.ts'
import { CHANNEL, PATH, SECRET, withGateway } from './with-gateway.ts'

const RUNS = 3
/** Constant rates; 4,000/s is what Meta asks for a number at its highest tier, for long enough to fill whatever fills. */
const offered = [
  { rate: 1000, seconds: 8 },
  { rate: 4000, seconds: 30 },
]
const task = { path: PATH, secret: SECRET, channel: CHANNEL, contacts: 5000, text: 'hi' }

async function withBareServer<T>(run: (port: number) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./bare-server.js', import.meta.url))])
  try {
    const [address] = await once(child.stdout, 'data')
    return await run(Number(new URL(String(address).trim()).port))
  } finally {
    child.kill()
  }
}

/** Verified webhooks that the gateway acknowledges, against a bare Fastify route with the same body in the same run. */
export async function benchWebhooks(): Promise<void> {
  await withBareServer(bare =>
    withGateway(async ({ port }) => {
      await runLoad({ ...task, port, seconds: 2, connections: 256 })
      const pairs: { bare: LoadResult; gateway: LoadResult }[] = []
      for (let run = 0; run < RUNS; run += 1) {
        const closed = { ...task, seconds: 4, connections: 256 }
        pairs.push({ bare: await runLoad({ ...closed, port: bare }), gateway: await runLoad({ ...closed, port }) })
      }
      const share = (pair: { bare: LoadResult; gateway: LoadResult }) => pair.gateway.perSecond / pair.bare.perSecond
      const middle = median(pairs, share)
      console.log(
        `webhooks/s, 256 connections     bare Fastify ${middle.bare.perSecond}, gateway ${middle.gateway.perSecond}`,
      )
      console.log(`share of bare Fastify           ${share(middle).toFixed(2)} (median of ${RUNS}; goal 0.6)`)
      for (const { rate, seconds } of offered) {
        const { p50Ms, p99Ms, above1s, perSecond, refused, unanswered } = await runLoad({
          ...task,
          port,
          seconds,
          connections: 256,
          rate,
        })
        const slow = `${(above1s * 100).toFixed(2)} % above 1 s`
        console.log(
          `${`offered ${rate}/s for ${seconds} s`.padEnd(32)}answered ${perSecond}/s, p50 ${p50Ms} ms, p99 ${p99Ms} ms, ${slow}, ${refused} refused, ${unanswered} unanswered`,
        )
      }
    }),
  )
}
