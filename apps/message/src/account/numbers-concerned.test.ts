import { test } from 'tap'
import { numbersConcerned } from './numbers-concerned.ts'

test('the number that is meant, or those that may be, or none', async t => {
  const [first, second, untold] = [
    { id: '1', displayNumber: '15550109001' },
    { id: '2', displayNumber: '15550109002' },
    { id: '3', displayNumber: null },
  ]
  t.same(numbersConcerned([first, second, untold], undefined), ['1', '2', '3'], 'all of the account')
  t.same(numbersConcerned([first, second, untold], '15550109002'), ['2'])
  t.same(numbersConcerned([first, second, untold], '15550109009'), ['3'], 'of this one nobody has told yet')
  t.same(numbersConcerned([first, second], '15550109009'), [], 'somebody else’s')
})
