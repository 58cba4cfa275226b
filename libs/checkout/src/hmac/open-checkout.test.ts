import { test } from 'tap'
import { providers } from '../index.ts'

const order = { orderId: '0199a000-0000-7000-8000-000000000001', amountMinor: 4900, currency: 'ILS' }
const open = (checkoutUrl: string, returnUrl = 'https://wa.me/972500000000') =>
  providers.hmac.openCheckout(order, { checkoutUrl, returnUrl })

test('the template is filled in, URL-encoded', async t => {
  t.equal(
    open('https://pay.example/p?o={order}&a={amount}&c={currency}&back={return}'),
    `https://pay.example/p?o=${order.orderId}&a=4900&c=ILS&back=https%3A%2F%2Fwa.me%2F972500000000`,
  )
  t.equal(
    open('http://localhost:7080/pay/{order}/{order}'),
    `http://localhost:7080/pay/${order.orderId}/${order.orderId}`,
  )
  t.equal(open('https://pay.example/?r={return}', 'x&a=1#{order}'), 'https://pay.example/?r=x%26a%3D1%23%7Border%7D')
  t.match(open('https://pay.example/{other}'), /\{other\}$/, 'what it does not know, it leaves alone')
})

test('what makes no http address is refused', async t => {
  for (const template of ['{order}', 'javascript:alert({order})', 'https://', '//pay.example/{order}']) {
    t.throws(() => open(template), { name: 'RejectedError', code: 'bad_checkout_url' }, template)
  }
})
