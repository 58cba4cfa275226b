import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'tap'
import { catalogue, parseEvent } from './catalogue.ts'
import { streamOf, streams } from './streams.ts'

const folder = new URL('../test-fixtures/', import.meta.url)
const samples = readdirSync(folder).map(name => JSON.parse(readFileSync(new URL(name, folder), 'utf8')))

test('every released version of every event still parses its sample', async t => {
  t.same(samples.map(sample => sample.type).sort(), [...catalogue.keys()].sort(), 'each event has a sample')
  for (const sample of samples) t.same(parseEvent(sample), sample, sample.type)
})

test('a sample with a key too many, a key too few or another type is refused', async t => {
  for (const sample of samples) {
    t.throws(() => parseEvent({ ...sample, data: { ...sample.data, surplus: 1 } }), `${sample.type}: one too many`)
    const [first] = Object.keys(sample.data)
    if (!first) continue
    const { [first]: _, ...rest } = sample.data
    t.throws(() => parseEvent({ ...sample, data: rest }), `${sample.type}: without ${first}`)
  }
  t.throws(() => parseEvent({ ...samples[0], type: 'nobody.knows.v1' }), /unknown event type/)
  t.throws(() => parseEvent({ ...samples[0], id: '' }))
})

test('every event is kept by exactly one stream', async t => {
  for (const type of catalogue.keys()) {
    t.equal(streams.filter(({ prefixes }) => prefixes.some(prefix => type.startsWith(`${prefix}.`))).length, 1, type)
    t.ok(streamOf(type))
  }
  t.throws(() => streamOf('elsewhere.v1'), /no stream/)
})
