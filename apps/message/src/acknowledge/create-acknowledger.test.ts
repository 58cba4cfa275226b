import { test } from 'tap'
import { createAcknowledger } from './create-acknowledger.ts'

test('at most eight at once, the oldest are forgotten, a failure harms nobody', async t => {
  const counts: Record<string, number> = {}
  let underWay = 0
  let most = 0
  const acknowledger = createAcknowledger({
    clientOf: () => ({
      async markRead(wamid) {
        underWay += 1
        most = Math.max(most, underWay)
        await new Promise(resolve => setTimeout(resolve, 1))
        underWay -= 1
        if (wamid.endsWith('7')) throw new Error('no')
      },
    }),
    counted: outcome => {
      counts[outcome] = (counts[outcome] ?? 0) + 1
    },
  })
  acknowledger.add(Array.from({ length: 600 }, (_, n) => ({ channel: '1', wamid: `wamid.${n}` })))
  while ((counts.done ?? 0) + (counts.failed ?? 0) < 500) await new Promise(resolve => setTimeout(resolve, 5))
  t.equal(most, 8)
  t.equal(counts.forgotten, 100)
  t.equal(counts.failed, 50)
  await acknowledger.stop()
  t.equal(underWay, 0)
})

test('a provider that cannot do it is asked nothing, and the next message has its turn', async t => {
  const marked: string[] = []
  const counts: string[] = []
  const cloud = { markRead: async (wamid: string) => void marked.push(wamid) }
  const acknowledger = createAcknowledger({
    clientOf: channel => (channel === 'twilio' ? {} : cloud),
    counted: outcome => void counts.push(outcome),
  })
  acknowledger.add([
    { channel: 'twilio', wamid: 'SM1' },
    { channel: 'cloud', wamid: 'wamid.1' },
  ])
  await acknowledger.stop()
  t.same([marked, counts], [['wamid.1'], ['done']])
})
