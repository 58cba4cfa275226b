import { test } from 'tap'
import { guardedLookup, type Resolve } from './guarded-lookup.ts'

/** Looks up as a connection does. */
const lookup = (resolve: Resolve, all: boolean) =>
  new Promise((fulfil, reject) => {
    guardedLookup(resolve)('good.example', { all }, (error, address, family) =>
      error ? reject(error) : fulfil(all ? address : [address, family]),
    )
  })

const four = { address: '93.184.216.34', family: 4 }
const six = { address: '2606:4700:4700::1111', family: 6 }

test('public addresses are handed to the connection, which uses just these', async t => {
  t.same(await lookup(async () => [six, four], true), [six, four])
  t.same(await lookup(async () => [six, four], false), [six.address, 6])
})

test('anything else is refused, and a failure stays a failure', async t => {
  const inside = { address: '10.0.0.1', family: 4 }
  for (const addresses of [[], [inside], [four, inside], [{ address: 'nonsense', family: 4 }]]) {
    await t.rejects(
      lookup(async () => addresses, true),
      { name: 'RejectedError', code: 'address_refused' },
    )
  }
  await t.rejects(
    lookup(() => Promise.reject(new Error('ENOTFOUND')), false),
    /ENOTFOUND/,
  )
})
