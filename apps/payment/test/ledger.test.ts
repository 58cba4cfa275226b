import { randomUUID } from 'node:crypto'
import { connect } from '@astria-bot/store'
import { createDatabase } from '@astria-bot/testing'
import { test } from 'tap'

test('the database holds the ledger to its rules, whatever the code does', async t => {
  const database = await createDatabase()
  const db = connect({ url: database.url, name: 'ledger-test' })
  t.teardown(async () => {
    await db.close()
    await database.drop()
  })
  const book = (key: string, ...entries: [account: string, amount: number, currency: string][]) =>
    db.transaction(async tx => {
      await tx.query(
        {
          name: 't',
          text: `insert into payments.ledger_transactions (key, kind, order_id) values ($1, 'payment', $2)`,
        },
        [key, randomUUID()],
      )
      for (const entry of entries) {
        await tx.query(
          {
            name: 'e',
            text: `insert into payments.ledger_entries (transaction_key, account, amount_minor, currency) values ($1, $2, $3, $4)`,
          },
          [key, ...entry],
        )
      }
    })
  await book('right', ['provider:x', -100, 'ILS'], ['customer:a', 100, 'ILS'])
  await t.rejects(book('right', ['provider:x', -1, 'ILS'], ['customer:a', 1, 'ILS']), { code: '23505' }, 'twice')
  await t.rejects(book('sum', ['provider:x', -100, 'ILS'], ['customer:a', 99, 'ILS']), {
    message: /does not sum to zero/,
  })
  await t.rejects(book('currencies', ['provider:x', -100, 'ILS'], ['customer:a', 100, 'USD']), {
    message: /sum to zero/,
  })
  await t.rejects(book('empty'), { message: /has no entries/ })
  await t.rejects(book('zero', ['provider:x', 0, 'ILS']), { code: '23514' })
  await t.rejects(book('more', ['customer:a', -101, 'ILS'], ['revenue', 101, 'ILS']), {
    message: /balance of customer:a would be -1/,
  })
  await book('all', ['customer:a', -100, 'ILS'], ['revenue', 100, 'ILS'])
  for (const statement of [
    'update payments.ledger_entries set amount_minor = 1',
    'delete from payments.ledger_entries',
    'truncate payments.ledger_entries',
    `update payments.ledger_transactions set kind = 'hold'`,
    'delete from payments.ledger_transactions',
    'truncate payments.ledger_transactions cascade',
  ]) {
    await t.rejects(db.pool.query(statement), { message: /the ledger is only ever added to/ }, statement)
  }
  const { rows } = await db.pool.query('select count(*)::int from payments.ledger_entries')
  t.same(rows, [{ count: 4 }])
})
