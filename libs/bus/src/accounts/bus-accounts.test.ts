import { traffic } from '@astria-bot/contracts'
import { test } from 'tap'
import { busAccounts } from './bus-accounts.ts'
import { busAccountsConfig } from './bus-accounts-config.ts'

const accounts = busAccounts(2)
const of = (user: string) => accounts.find(account => account.user === user)

test('the gateway stores its events, and that is all', async t => {
  const publish = of('gateway')?.publish ?? []
  t.same(
    publish,
    traffic.gateway.publishes.map(({ type }) => `${type}.*`),
  )
  t.same(of('gateway')?.subscribe, ['_INBOX_gateway.>'])
})

test('an app uses its own consumers, and no other account does', async t => {
  const next = '$JS.API.CONSUMER.MSG.NEXT.WHATSAPP.message-inbound-WHATSAPP-1'
  t.same(
    accounts.filter(({ publish }) => publish.includes(next)).map(({ user }) => user),
    ['message'],
  )
  t.ok(of('message')?.publish.includes('$JS.ACK.WHATSAPP.message-inbound-WHATSAPP-1.>'))
  t.notOk(of('message')?.publish.includes('$JS.ACK.WHATSAPP.message-inbound-WHATSAPP-2.>'), 'there are two partitions')
})

test('no app may read, delete or change what is on the server', async t => {
  for (const { user, publish } of accounts) {
    if (user === 'maintenance' || user === 'streams') continue
    for (const subject of publish)
      t.notMatch(subject, /\$JS\.API\.(STREAM|CONSUMER\.(CREATE|DELETE|DURABLE|LIST))/, user)
  }
})

test('the configuration names every account, with its password or where it comes from', async t => {
  const text = busAccountsConfig(accounts, new Map([['image', 'a "quoted" one']]))
  for (const { user } of accounts) t.match(text, `user: ${user},`)
  t.match(text, 'password: $NATS_PASSWORD_GATEWAY')
  t.match(text, String.raw`user: image, password: "a \"quoted\" one"`)
})
