import { test } from 'tap'
import { priceOf, tierOf } from './index.ts'

test('the tier is a word of the slug', async t => {
  t.equal(tierOf('business-lite'), 'lite')
  t.equal(tierOf('Premium_Wedding-2'), 'premium')
  t.equal(tierOf('standard'), 'standard')
  t.equal(tierOf('lite-premium-mix'), 'lite', 'the first word that names one')
})

test('a slug without a tier is standard, and a part of a word is no tier', async t => {
  for (const slug of ['', 'corporate', 'elite-portraits', 'satellite', 'premiums', '2024']) {
    t.equal(tierOf(slug), 'standard', slug)
  }
})

test('a price is an amount in minor units and a currency', async t => {
  const prices = { currency: 'ILS', tiers: { lite: 4900, standard: 7900, premium: 12900 } }
  t.same(priceOf('premium', prices), { amountMinor: 12900, currency: 'ILS' })
})
