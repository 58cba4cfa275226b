import { connect } from '@nats-io/transport-node'

const HOUR_MS = 3_600_000

/** Has the broker give nothing to some consumers of a stream, as if they were far behind; answers how to let them go on. */
export async function holdConsumers(natsUrl: string, stream: string, names: RegExp): Promise<() => Promise<void>> {
  const ask = async (subject: string, body: object) => {
    const connection = await connect({ servers: natsUrl })
    try {
      return (await connection.request(`$JS.API.CONSUMER.${subject}`, JSON.stringify(body))).json<{ error?: unknown }>()
    } finally {
      await connection.close()
    }
  }
  const { consumers = [] } = (await ask(`NAMES.${stream}`, {})) as { consumers?: string[] }
  const held = consumers.filter(name => names.test(name))
  if (held.length === 0) throw new Error(`${stream} has no such consumers`)
  const pauseUntil = async (time: Date) => {
    for (const name of held) {
      const { error } = await ask(`PAUSE.${stream}.${name}`, { pause_until: time.toISOString() })
      if (error) throw new Error(JSON.stringify(error))
    }
  }
  await pauseUntil(new Date(Date.now() + HOUR_MS))
  return () => pauseUntil(new Date(0))
}
