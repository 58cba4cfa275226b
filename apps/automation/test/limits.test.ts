import { messageRequested } from '@astria-bot/contracts'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { openWorld, type Person } from './world.ts'

const say = (id: string) => ({ id, type: 'send', content: { type: 'text', body: id } })
const keyword = (word: string, more: object = {}) => ({
  name: word,
  trigger: { type: 'keyword', keywords: [{ text: word, match: 'exact' }] },
  steps: [say('answer')],
  ...more,
})

async function openLimits(t: Parameters<typeof openWorld>[0], env: Record<string, string> = {}) {
  const world = await openWorld(t, env)
  let nowMs = 0
  const app = await world.startApp({ now: () => new Date(nowMs) })
  const executions = (one: Person) =>
    world.rows<{ state: string; reason: string | null }>(
      'select state, reason from automation.executions where contact_id = $1 order by started_at',
      [one.contactId],
    )
  return {
    world,
    ...app,
    executions,
    setClock: (at: string) => {
      nowMs = Date.parse(at)
    },
    /** Says a keyword at a time, and tells how its execution ended. */
    async say(one: Person, word: string, at: string) {
      nowMs = Date.parse(at)
      const before = (await executions(one)).length
      await world.say(one, word)
      await eventually(async () => (await executions(one)).length > before)
      const last = (await executions(one)).at(-1)
      return last?.reason ?? last?.state
    },
  }
}

test("a contact's day ends at the contact's midnight, also where the clocks change", async t => {
  const { world, save, say } = await openLimits(t)
  await save(keyword('once', { limits: { perContactPerDay: 1 }, timeZone: 'America/New_York' }))
  const full = 'limit_per_contact_per_day'
  const dana = await world.meet({ timeZone: 'Asia/Jerusalem' })
  t.equal(await say(dana, 'once', '2026-11-21T21:30:00Z'), 'completed')
  t.equal(await say(dana, 'once', '2026-11-21T21:59:00Z'), full, 'a minute before midnight')
  t.equal(await say(dana, 'once', '2026-11-21T22:01:00Z'), 'completed', 'a minute after it, in UTC the same day')
  t.equal(await say(dana, 'once', '2026-11-22T00:01:00Z'), full, 'midnight of UTC is none of hers')
  // On 26 March 2027 her clocks go from 2:00 to 3:00: a day of 23 hours.
  t.equal(await say(dana, 'once', '2027-03-25T22:01:00Z'), 'completed')
  t.equal(await say(dana, 'once', '2027-03-26T20:59:00Z'), full)
  t.equal(await say(dana, 'once', '2027-03-26T21:01:00Z'), 'completed', 'it ends an hour earlier')
  // On 31 October 2027 they go back: 25 hours.
  t.equal(await say(dana, 'once', '2027-10-30T21:01:00Z'), 'completed')
  t.equal(await say(dana, 'once', '2027-10-31T21:30:00Z'), full, 'it ends an hour later')
  t.equal(await say(dana, 'once', '2027-10-31T22:01:00Z'), 'completed')

  const noa = await world.meet()
  t.equal(await say(noa, 'once', '2026-11-22T04:00:00Z'), 'completed')
  t.equal(await say(noa, 'once', '2026-11-22T04:59:00Z'), full)
  t.equal(
    await say(noa, 'once', '2026-11-22T05:01:00Z'),
    'completed',
    "whose zone nobody knows lives in the automation's",
  )
})

test('messages are counted where they are asked for, also behind a wait', async t => {
  const {
    world,
    save,
    say: saying,
    call,
    setClock,
  } = await openLimits(t, {
    AUTOMATION_MESSAGES_PER_CONTACT_PER_DAY: '4',
    TIME_ZONE: 'Asia/Jerusalem',
  })
  const wait = { id: 'wait', type: 'wait', for: { hours: 1 } }
  // It names no zone: that of the business is written into it.
  const id = await save(
    keyword('two', { limits: { messagesPerContactPerDay: 2 }, steps: [say('1'), say('2'), wait, say('3')] }),
  )
  await save(
    keyword('more', { steps: ['a', 'b', 'c'].map(say), conditions: { field: 'contact.tags', op: 'is_empty' } }),
  )
  t.equal((await call('GET', `/api/automations/${id}`)).body.definition.timeZone, 'Asia/Jerusalem')
  const bodies = ({ contactId }: Person) =>
    world.found(messageRequested, { contactId }).map(({ content }) => (content as { body: string }).body)
  const steps = async (one: Person) => {
    const { items } = (await call('GET', `/api/automations/${id}/executions?contactId=${one.contactId}`)).body
    return (await call('GET', `/api/automations/${id}/executions/${items[0].id}`)).body.steps
  }
  const waits = async () => (await world.rows('select 1 from automation.waits')).length

  const [dana, noa] = [await world.meet(), await world.meet()]
  await saying(dana, 'two', '2026-11-21T19:00:00Z')
  await saying(noa, 'two', '2026-11-21T21:30:00Z')
  setClock('2026-11-21T20:30:00Z')
  await eventually(async () => (await waits()) === 1)
  const left = { state: 'skipped', reason: 'limit_messages_per_contact_per_day', input: { content: { body: '3' } } }
  t.match((await steps(dana)).at(-1), left, 'the third of the day is left out, and says so')
  await saying(dana, 'more', '2026-11-21T21:00:00Z')
  await world.expect(messageRequested, { contactId: dana.contactId }, 4)
  setClock('2026-11-21T22:31:00Z')
  await eventually(async () => (await waits()) === 0)
  await world.quiet()
  t.strictSame(bodies(noa), ['1', '2', '3'], 'after her midnight there are two again')
  t.strictSame(bodies(dana), ['1', '2', 'a', 'b'], 'all automations together: four')
  await saying(dana, 'more', '2026-11-21T23:00:00Z')
  await world.expect(messageRequested, { contactId: dana.contactId }, 7)
  t.strictSame(bodies(dana).slice(4), ['a', 'b', 'c'])

  const occasion = { type: 'message', text: 'two' }
  const { body } = await call('POST', '/api/automations/dry-run', {
    automationId: id,
    sample: { contactId: dana.contactId, occasion, at: '2026-11-21T20:00:00Z' },
  })
  t.match(
    body.reached[0].steps.at(-1),
    { action: 'send', state: 'skipped', reason: left.reason },
    'a dry run counts them',
  )
  t.equal(body.reached[0].messages.length, 2)
})
