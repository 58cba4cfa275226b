import { test } from 'tap'
import { z } from 'zod'
import { channelAccounts } from './channel-accounts.ts'
import { channelSettings } from './channel-settings.ts'
import { loadSettings } from './load-settings.ts'

const accounts = (env: Record<string, string>) => channelAccounts(loadSettings(z.object(channelSettings), env))
const cloud = { WHATSAPP_NUMBER_ID: '1', WHATSAPP_API_KEY: 'first-token' }
const twilio = {
  WHATSAPP_PROVIDER: 'twilio',
  TWILIO_NUMBER: 'whatsapp:+14155238886',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'new,old',
}

test('the number of the settings comes first, then those of CHANNELS, each with its own token', async t => {
  const CHANNELS = JSON.stringify([{ id: '2', provider: 'twilio', account: 'AC2', token: 'second', pairBurst: 9 }])
  const [first, second] = accounts({ ...cloud, CHANNELS, CHANNEL_TOKENS: '{"second":"second-token"}' })
  t.match(first, { id: '1', provider: 'cloud', token: 'first-token', rates: {} })
  t.match(second, { id: '2', provider: 'twilio', account: 'AC2', token: 'second-token' })
  t.same(second?.rates, { pairBurst: 9 })
})

test('at Twilio a number is its digits, and the first of several tokens opens the API', async t => {
  t.match(accounts(twilio), [{ id: '14155238886', provider: 'twilio', account: 'AC1', token: 'new' }])
})

test('whatever a provider needs and is not there is named, and a value never is', async t => {
  t.throws(() => accounts({}), { message: /WHATSAPP_NUMBER_ID is missing[\s\S]*WHATSAPP_API_KEY is missing/ })
  t.throws(() => accounts({ WHATSAPP_PROVIDER: 'twilio' }), { message: /TWILIO_NUMBER[\s\S]*TWILIO_AUTH_TOKEN/ })
  const more = { ...cloud, CHANNELS: '[{"id":"1","token":"second"}]' }
  t.throws(() => accounts(more), { message: /no token "second"[\s\S]*names a number twice/ })
  t.throws(() => accounts({ ...cloud, CHANNEL_TOKENS: 'a secret' }), { message: /^(?![\s\S]*a secret)[\s\S]*JSON/ })
})
