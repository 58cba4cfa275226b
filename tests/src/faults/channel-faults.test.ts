import { test } from 'tap'
import { startSystem } from '../system/start-system.ts'
import { everythingAgain } from './everything-again.ts'
import { openGround } from './ground.ts'
import { killedGateway } from './killed-gateway.ts'
import { largeBatch } from './large-batch.ts'
import { lostAnswers } from './lost-answers.ts'
import { pagedTemplates } from './paged-templates.ts'
import { beginPortraits, endPortraits } from './pair-limit.ts'
import { judgePoison, sendPoison } from './poisonous-event.ts'
import { rotatedSecrets } from './rotated-secrets.ts'

test('faults of the channel, by the record of WhatsApp itself', async t => {
  // WhatsApp's limit for one customer and ours are the real ones. While it holds the portraits, everything else happens.
  const system = await startSystem({
    only: ['gateway', 'message', 'image', 'payment'],
    sandboxEnv: {
      PAIR_BURST: '45',
      PAIR_INTERVAL_MS: '6000',
      NUMBER_RATE: '0',
      STRICT_RECIPIENTS: 'false',
      AUTO_READ: 'true',
    },
    env: { NUMBER_RATE: '1000', UNKNOWN_WAIT_MS: '4000', ACCOUNT_RETRY_MS: '500' },
  })
  const ground = await openGround(system)
  t.teardown(async () => {
    await ground.close()
    await system.stop()
  })
  await sendPoison(ground)
  await beginPortraits(ground)

  await t.test('an event that can never be handled, among healthy ones (F28)', t => judgePoison(t, ground))
  await t.test('lost answers and refusals: everything is said once (F26)', t => lostAnswers(t, ground))
  await t.test('templates are read page by page', t => pagedTemplates(t, ground))
  await t.test('a thousand updates of three megabytes, one of them broken (F27)', t => largeBatch(t, ground))
  await t.test('the gateway killed before and after the stream has it (F1, F2)', t => killedGateway(t, ground))
  await t.test('secrets replaced under traffic, and forged words (F30, F31)', t => rotatedSecrets(t, ground))
  await t.test('everything again and in the wrong order (F21, F22)', t => everythingAgain(t, ground))
  await t.test('60 portraits to one customer keep the limit, and 500 others do not wait', t => endPortraits(t, ground))
})
