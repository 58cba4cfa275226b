import { test } from 'tap'
import { createLogger } from './create-logger.ts'
import { maskId, maskText } from './redact.ts'

function capture() {
  const lines: string[] = []
  const logger = createLogger({ name: 'test', level: 'trace', destination: { write: line => void lines.push(line) } })
  return { logger, text: () => lines.join(''), last: () => JSON.parse(lines.at(-1) ?? '{}') }
}

const secrets = ['972541234567', 'Noa Levi', 'EAAtoken', 'shalom to you', 'HBgMOTcyNTQxMjM0NTY3']
const wamid = 'wamid.HBgMOTcyNTQxMjM0NTY3FQIAEhg='

test('nothing about a person reaches a line, whatever is logged', async t => {
  const { logger, text } = capture()
  const contact = { phone: '972541234567', profile: { name: 'Noa Levi' } }
  const nested = new Error('reply to +972 54-123-4567 failed', { cause: new Error(`bad ${wamid}`) })
  logger.info({ contact, from: 972541234567, deep: { list: [{ text: { body: 'shalom to you' } }] } }, 'one')
  logger.info({ key: 'wa:1:972541234567', authorization: 'Bearer EAAtoken' }, 'to 972541234567')
  logger.info(`message ${wamid} of 972541234567`)
  logger.info('hello %s', '972541234567')
  logger.error(nested)
  logger.error({ err: nested })
  logger.error({ err: Object.assign(new Error('x'), { payload: 'shalom to you' }) }, 'with Bearer EAAtoken')
  logger.error(new AggregateError([new Error('972541234567')], 'several'))
  logger.child({ phone: '972541234567' }).info('child')
  for (const secret of secrets) t.notOk(text().includes(secret), `${secret} in ${text()}`)
  t.notMatch(text(), /54-123-4567/)
})

test('the id of an event or message says nothing of whose it is, and is the same in every line', async t => {
  const { logger, text, last } = capture()
  const ids = [`wa:106540352242922:${wamid}`, 'HBgMOTcyNTQxMjM0NTY3FQIAEhg=', `found:${wamid}:read`]
  for (const id of ids) {
    logger.info({ eventId: id, causeId: id, messageId: id, deep: [{ wamid: id }] })
    t.match(last(), { eventId: maskId(id), causeId: maskId(id), messageId: maskId(id), deep: [{ wamid: maskId(id) }] })
  }
  const ours = '12345678-1234-4123-8123-123456789012'
  logger.info({ messageId: ours })
  t.match(last(), { messageId: ours })
  for (const secret of secrets) t.notOk(text().includes(secret))
})

test('what is needed to find a fault stays', async t => {
  const { logger, last } = capture()
  const orderId = '12345678-1234-4123-8123-123456789012'
  logger.warn(
    { orderId, count: 3, err: Object.assign(new TypeError('no'), { code: 'E1' }), route: '/x' },
    'order %d',
    7,
  )
  t.match(last(), { level: 'warn', app: 'test', orderId, count: 3, msg: 'order 7', route: '/x' })
  t.match(last().err, { type: 'TypeError', message: 'no', code: 'E1', stack: /TypeError/ })
})

test('a mask is stable and says nothing', async t => {
  t.equal(maskId(wamid), maskId(wamid))
  t.notMatch(maskId(wamid), /HBg/)
  t.equal(maskText('at 2026-11-20T10:00:00.000Z, 123456 of them'), 'at 2026-11-20T10:00:00.000Z, 123456 of them')
  t.equal(maskText('call 0541234567'), 'call ***')
})
