import { type BusUser, busAccounts, busAccountsConfig, connectJetStream } from '@astria-bot/bus'
import { createEvent, packRefreshRequested, RejectedError } from '@astria-bot/contracts'
import { eventually, startNats } from '@astria-bot/testing'
import { test } from 'tap'
import { openHouse } from './house.ts'
import { run } from './run.ts'

const partitions = 2
const eventOf = (subject: string, packId: string) =>
  createEvent(
    packRefreshRequested,
    { id: `${subject}:${packId}`, source: 'test', subject, time: new Date() },
    { packId },
  )

test('with the account of the maintenance: dead letters are reported and replayed, erased contacts are forgotten', async t => {
  const house = await openHouse(t)
  const accounts = busAccounts(partitions)
  const passwords = new Map(accounts.map(({ user }) => [user as string, `password of ${user}`]))
  const config = busAccountsConfig(accounts, passwords)
  const nats = await startNats({ config: config.replace('users = [', 'users = [{ user: test, password: test }') })
  const urlOf = (user: BusUser) => {
    const url = new URL(nats.url)
    url.username = user
    url.password = passwords.get(user) ?? ''
    return url.href
  }
  const env = { ...house.env, NATS_URL: urlOf('maintenance'), PARTITIONS: String(partitions) }
  t.match(await run(['streams'], { ...env, NATS_URL: urlOf('streams') }), { code: 0 })

  const bus = await connectJetStream({
    url: nats.url.replace('//', '//test:test@'),
    name: 'test',
    partitions,
    replicas: 1,
  })
  t.teardown(async () => {
    await bus.close()
    await nats.stop()
  })
  let broken = true
  const handled: string[] = []
  await bus.consume({
    durable: 'picky',
    events: [packRefreshRequested],
    handle: async batch => {
      if (broken) throw new RejectedError('broken', 'not today')
      handled.push(...batch.map(({ id }) => id))
    },
  })
  await bus.publish([eventOf('noa', '1'), eventOf('dan', '1')])
  await eventually(async () => (await bus.dead.list()).length === 2)
  const report = await run(['dead-letters'], env)
  t.match(report, {
    code: 0,
    output: /"durable":"picky","type":"pack\.refresh\.requested\.v1","code":"broken","count":2/,
  })
  t.notMatch(report.output, /noa|dan|packId/, 'and nothing of their content')

  await house.rows(
    `insert into messaging.erased_subjects (subject, erased_at) values ('noa', now() + interval '1 second')`,
  )
  t.match(await run(['forget-in-streams'], { ...env, CRASH_AT: 'maintenance:streams-forgotten' }), {
    signal: 'SIGKILL',
  })
  await house.endLeases()
  t.match(await run(['forget-in-streams'], env), { code: 0, output: /"events":0/ }, 'the killed one had done it')
  t.equal((await bus.dead.list()).length, 1)

  broken = false
  t.match(await run(['replay-dead-letters=all'], env), { code: 0, output: /"replayed":1/ })
  await eventually(() => handled.length === 1)
  t.same(handled, ['dan:1'])
  t.match(await run(['replay-dead-letters=99'], env), { code: 1, output: /no such dead letter/ })
  t.match(await run(['replay-dead-letters'], env), { code: 1, output: /which ones/ })

  await house.rows(`update messaging.erased_subjects set erased_at = now() - interval '16 days'`)
  await house.rows('delete from ops.job_runs')
  t.match(await run(['forget-in-streams'], env), { code: 0 })
  t.same(await house.rows('select 1 from messaging.erased_subjects'), [], 'the streams keep nothing for so long')
})
