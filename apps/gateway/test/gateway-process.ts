import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { connectJetStream } from '@astria-bot/bus'
import { catalogue } from '@astria-bot/contracts'
import { eventually, type Nats } from '@astria-bot/testing'
import { webhooks } from '@astria-bot/whatsapp'
import type { Test } from 'tap'
import { secrets, signed } from './gateway.ts'

const main = fileURLToPath(new URL('../main.js', import.meta.url))

/** The gateway as its own process. */
export async function runGateway(t: Test, nats: Nats, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH ?? '',
      ...secrets,
      ENVIRONMENT: 'test',
      NATS_URL: nats.url,
      HOST: '127.0.0.1',
      PORT: '0',
      ...env,
    },
  })
  t.teardown(() => child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const port = await eventually(() => {
    if (child.exitCode !== null) throw new Error(output)
    return /"port":(\d+),"msg":"listening"/.exec(output)?.[1] ?? false
  })
  const send = async (id: string) => {
    const { payload, headers, url } = signed(webhooks.text({ phone: '972500000101' }, 'hi', { messageId: id }))
    const body = new Uint8Array(payload)
    return (await fetch(`http://127.0.0.1:${port}${url}`, { method: 'POST', headers, body })).status
  }
  return { child, exit, send, port: Number(port), output: () => output }
}

/** The ids of everything that is stored, as it comes. */
export async function storedIds(t: Test, nats: Nats): Promise<string[]> {
  const bus = await connectJetStream({ url: nats.url, name: 'judge', partitions: 32, replicas: 1 })
  t.teardown(() => bus.close())
  const ids: string[] = []
  const events = [...catalogue.values()]
  await bus.consume({ durable: 'judge', events, handle: async batch => void ids.push(...batch.map(({ id }) => id)) })
  return ids
}
