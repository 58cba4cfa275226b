import { serializeEscaped, webhooks } from '@astria-bot/whatsapp'
import type { Test } from 'tap'
import { doorOf } from '../webhooks/door.ts'
import type { Ground } from './ground.ts'
import { askAll, judgeAnswers, QUESTIONS } from './questions.ts'

const PEOPLE = 3
const numbers = Array.from({ length: PEOPLE }, (_, n) => String(972507000000 + n))
const [NEW_CUSTOMER, VICTIM] = ['972507100001', '972507100002']
const NEXT = 'next-app-secret-of-this-test'

/**
 * F30 and F31: the app secret is replaced while customers write. With both secrets everything is taken; what WhatsApp
 * still signs with the old one when it is gone is refused, and comes again. Nobody is answered whose words were forged.
 */
export async function rotatedSecrets(t: Test, ground: Ground): Promise<void> {
  const { system } = ground
  const old = system.env['WHATSAPP_APP_SECRET'] as string
  const say = (secret: string, phone: string, text: string) =>
    doorOf(system.process('gateway').url, secret)(Buffer.from(serializeEscaped(webhooks.text({ phone }, text))))

  const talking = askAll(ground, numbers)
  await system.killAndRestart('gateway', undefined, { WHATSAPP_APP_SECRET: `${NEXT},${old}` })
  await talking
  await judgeAnswers(t, ground, numbers, QUESTIONS.length)
  t.equal(await say(NEXT, NEW_CUSTOMER, 'hi'), 200, 'the next one is taken beside the old one')
  await judgeAnswers(t, ground, [NEW_CUSTOMER], 1)

  await system.killAndRestart('gateway', undefined, { WHATSAPP_APP_SECRET: NEXT })
  const refused = askAll(ground, numbers)
  for (const secret of [old, 'guessed', `${old}x`]) t.equal(await say(secret, VICTIM, 'hi'), 401)
  t.equal(await say(NEXT, NEW_CUSTOMER, 'menu'), 200)
  await system.killAndRestart('gateway')
  await refused
  await judgeAnswers(t, ground, numbers, 2 * QUESTIONS.length)
  await judgeAnswers(t, ground, [NEW_CUSTOMER], 2)
  await judgeForged(t, ground)
}

/** After everybody else was answered: who was only forged is not known. */
async function judgeForged(t: Test, { count, sends }: Ground): Promise<void> {
  t.equal(
    await count('messaging.messages m join messaging.contacts c on c.id = m.contact_id where c.phone = any($1)', [
      [VICTIM],
    ]),
    0,
    'nothing forged is kept',
  )
  t.notOk(
    (await sends()).some(({ phone }) => phone === VICTIM),
    'nor answered',
  )
}
