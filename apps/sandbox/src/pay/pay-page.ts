const escaped = (text: string) => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)

export interface Checkout {
  order: string
  amount: number
  currency: string
  returnUrl: string
  businessName: string
}

/** Minor units as people write them. */
export function price(amount: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
  } catch {
    return `${amount} ${currency}`
  }
}

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/page/pay.css">
<script type="module" src="/page/pay.js"></script>
</head>
<body>
<main class="card">${body}</main>
<p class="fine">A sandbox: no money moves, no card is asked for.</p>
</body>
</html>`

const lock =
  '<svg class="lock" viewBox="0 0 24 24" aria-hidden="true"><path d="M7 10V7a5 5 0 0 1 10 0v3h1.5A1.5 1.5 0 0 1 20 11.5v8a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 19.5v-8A1.5 1.5 0 0 1 5.5 10H7Zm2 0h6V7a3 3 0 0 0-6 0v3Z"/></svg>'

export function checkoutPage({ order, amount, currency, returnUrl, businessName }: Checkout, nonce: string): string {
  const hidden = { order, amount: String(amount), currency, return: returnUrl, nonce }
  const inputs = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`,
  )
  return page(
    `Pay ${price(amount, currency)}`,
    `<header><span class="mark" aria-hidden="true">${escaped(businessName.slice(0, 1))}</span><div><strong>${escaped(businessName)}</strong><small>${lock}Secure checkout</small></div></header>
<section class="sum"><small>Total</small><output data-testid="pay-amount">${escaped(price(amount, currency))}</output></section>
<dl><div><dt>Order</dt><dd data-testid="pay-order">${escaped(order)}</dd></div><div><dt>Card</dt><dd>•••• 4242</dd></div></dl>
<form method="post" action="/pay">${inputs.join('')}
<button class="pay" name="action" value="pay" data-testid="pay-button">Pay ${escaped(price(amount, currency))}</button>
<button class="decline" name="action" value="decline" data-testid="decline-button">Decline</button></form>`,
  )
}

export function paidPage(outcome: 'succeeded' | 'failed', { amount, currency, returnUrl }: Checkout): string {
  const good = outcome === 'succeeded'
  const sign = good ? '<path d="m7 12.5 3.2 3.2L17 9"/>' : '<path d="m8.5 8.5 7 7m0-7-7 7"/>'
  const back = /^https?:\/\//i.test(returnUrl)
    ? `<a class="pay" href="${escaped(returnUrl)}" data-testid="pay-return" target="_top">Back to the chat</a>`
    : ''
  return page(
    good ? 'Paid' : 'Declined',
    `<section class="result ${outcome}" data-testid="pay-result" data-outcome="${outcome}"><svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="11"/>${sign}</svg>
<h1>${good ? 'Thank you' : 'Declined'}</h1><p>${good ? `${escaped(price(amount, currency))} paid.` : 'Nothing was charged.'}</p></section>${back}`,
  )
}

export const invalidPage = (): string =>
  page(
    'No such checkout',
    '<section class="result failed"><h1>No such checkout</h1><p>The link is not complete.</p></section>',
  )
