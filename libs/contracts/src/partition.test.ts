import fc from 'fast-check'
import { test } from 'tap'
import { partitionOf } from './partition.ts'

test('a partition is stable and within its bounds', async t => {
  t.equal(partitionOf('a', 32), 0xe40c292c % 32, 'the published FNV-1a value of "a"')
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 1024 }), (subject, partitions) => {
      const partition = partitionOf(subject, partitions)
      return Number.isInteger(partition) && partition >= 0 && partition < partitions
    }),
  )
})

test('contacts spread over all partitions', async t => {
  const seen = new Set(Array.from({ length: 1000 }, (_, i) => partitionOf(`contact-${i}`, 32)))
  t.equal(seen.size, 32)
})
