import { eventually } from '@astria-bot/testing'
import { connect } from '@nats-io/transport-node'

interface Page {
  total: number
  consumers: { name: string; num_pending: number; num_ack_pending: number }[]
}

/** Waits until every consumer of a stream has handled everything that is stored. */
export async function caughtUp(natsUrl: string, stream: string): Promise<void> {
  const connection = await connect({ servers: natsUrl })
  const all = async () => {
    const consumers: Page['consumers'] = []
    for (let page: Page | undefined; page === undefined || consumers.length < page.total; ) {
      const answer = await connection.request(
        `$JS.API.CONSUMER.LIST.${stream}`,
        JSON.stringify({ offset: consumers.length }),
      )
      page = answer.json<Page>()
      consumers.push(...page.consumers)
      if (page.consumers.length === 0) break
    }
    return consumers
  }
  try {
    await eventually(
      async () => {
        const open = (await all()).filter(({ num_pending, num_ack_pending }) => num_pending + num_ack_pending > 0)
        if (open.length > 0) throw new Error(`${stream} is not caught up: ${open.map(({ name }) => name).join(' ')}`)
      },
      { timeoutMs: 60_000 },
    )
  } finally {
    await connection.close()
  }
}
