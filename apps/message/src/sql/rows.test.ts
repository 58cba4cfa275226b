import { test } from 'tap'
import { rows } from './rows.ts'

test('text that Postgres refuses is made storable', async t => {
  t.equal(rows([{ a: 'x\u0000y' }]), '[{"a":"xy"}]')
  t.equal(rows([{ a: 'x\ud800y' }]), '[{"a":"x\ufffdy"}]')
  t.equal(
    rows([{ a: '😀 \\u0000', b: 1, c: null, d: { e: ['\u0000'] } }]),
    '[{"a":"😀 \\\\u0000","b":1,"c":null,"d":{"e":[""]}}]',
  )
})
