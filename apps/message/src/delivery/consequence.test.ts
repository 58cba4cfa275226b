import { classify } from '@astria-bot/whatsapp'
import { test } from 'tap'
import { consequenceOf } from './consequence.ts'

const of = (code: number) => consequenceOf(classify(code), code)

test('every class of error leads somewhere', async t => {
  t.match(of(131000), { message: 'retry', stop: null, alert: null })
  t.match(of(131056), { message: 'retry', slow: null })
  t.match(of(130429), { message: 'wait_for_number', slow: 'number' })
  for (const code of [4, 80007, 20429]) t.match(of(code), { message: 'wait_for_number', slow: 'account' })
  t.match(of(131048), { message: 'park', slow: 'number', alert: 'slow_down' })
  t.match(of(131049), { message: 'park', parkMs: 86_400_000, slow: null, alert: null })
  t.match(of(131047), { message: 'as_template' })
  t.match(of(131050), { message: 'fail', optOut: true })
  t.match(of(21610), { message: 'fail', optOut: true }, "Twilio's word for it")
  t.match(of(131026), { message: 'fail', optOut: false, alert: null })
  t.match(of(137000), { message: 'fail', alert: 'identity_changed', stop: null })
  t.match(of(100), { message: 'fail', alert: 'request_refused', templateState: null })
  t.match(of(132015), { message: 'without_template', templateState: 'PAUSED' })
  t.match(of(132016), { message: 'without_template', templateState: 'DISABLED' })
  t.match(of(131053), { message: 'upload_again' })
  t.match(of(999_999), { message: 'fail', alert: 'unknown_error' })
})

test('a refused token is tried now and then, a locked account is not', async t => {
  t.match(of(190), { message: 'wait_for_account', stop: { probe: true }, alert: 'sender_stopped' })
  t.match(of(131042), { stop: { reason: 'payment_missing', probe: true } })
  for (const code of [368, 131031, 130497]) t.match(of(code), { stop: { probe: false }, alert: 'sender_stopped' })
})
