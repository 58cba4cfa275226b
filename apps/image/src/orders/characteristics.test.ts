import { test } from 'tap'
import { characteristicsOf } from './characteristics.ts'

test('the commonest word of each trait that half of the pictures gave', async t => {
  const pictures = [
    { eye_color: 'brown eyes', hair_color: 'brown', glasses: 'glasses' },
    { eye_color: 'brown eyes', hair_color: 'black' },
    { eye_color: 'blue eyes', hair_color: 'black' },
    {},
    {},
  ]
  t.same(characteristicsOf(pictures), { eye_color: 'brown eyes', hair_color: 'black' })
  t.same(characteristicsOf([]), {})
  t.same(characteristicsOf([{ age: '30 yo' }, { age: '20 yo' }]), { age: '30 yo' })
})
