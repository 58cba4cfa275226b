import { connect } from '@astria-bot/store'
import { createDatabase } from '@astria-bot/testing'
import { test } from 'tap'
import { checkLedger } from './check-ledger.ts'

test('books that are right sum to nothing; what is wrong is told by its currency', async t => {
  const { url, drop } = await createDatabase()
  const db = connect({ url, name: 'test' })
  t.teardown(async () => {
    await db.close()
    await drop()
  })
  const book = (key: string, currency: string, ...entries: [string, number][]) =>
    db.transaction(async tx => {
      // The database would refuse what is wrong: the check is for the day on which it has not.
      await tx.query({ name: 'replica', text: 'set local session_replication_role = replica' }, [])
      const transaction = `insert into payments.ledger_transactions (key, kind, order_id) values ($1, 'payment', gen_random_uuid())`
      await tx.query({ name: 'transaction', text: transaction }, [key])
      const entry = `insert into payments.ledger_entries (transaction_key, account, amount_minor, currency) values ($1, $2, $3, $4)`
      for (const [account, amount] of entries) {
        await tx.query({ name: 'entry', text: entry }, [key, account, amount, currency])
      }
    })
  const states = async () =>
    (await db.query<{ currency: string }>(checkLedger, [])).sort((a, b) => (a.currency < b.currency ? -1 : 1))

  t.same(await states(), [])
  await book('a', 'USD', ['provider:hmac', -500], ['customer:1', 500])
  await book('b', 'USD', ['customer:1', -500], ['revenue', 500])
  t.same(await states(), [{ currency: 'USD', imbalanceMinor: 0, overdrawn: 0 }])
  await book('c', 'EUR', ['provider:hmac', -300], ['customer:2', 200])
  await book('d', 'USD', ['customer:1', -1], ['revenue', 1])
  t.same(await states(), [
    { currency: 'EUR', imbalanceMinor: -100, overdrawn: 0 },
    { currency: 'USD', imbalanceMinor: 0, overdrawn: 1 },
  ])
})
