import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'

const folder = new URL('../../../../libs/whatsapp/test-fixtures/', import.meta.url)

/** One body per type of message, status and field. */
export const samples: readonly { name: string; text: string }[] = readdirSync(folder)
  .filter(name => name.endsWith('.json'))
  .map(name => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))

/** What JSON.stringify cannot write stands in as text, and is put in afterwards. */
const written: Readonly<Record<string, string>> = {
  '"@deep-list"': `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  '"@deep-object"': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  '"@huge"': '9'.repeat(400),
  '"@big"': '90071992547409930001',
  '"@negative"': '-1e308',
  '"@high"': '"\\ud83d"',
  '"@low"': '"x\\udc4b\\ud83d"',
  '"@nul"': '"a\\u0000b"',
  '"@poison"': '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
  '@proto': '__proto__',
  '@constructor': 'constructor',
}

const strange = fc.oneof(
  fc.constantFrom('@deep-list', '@deep-object', '@huge', '@big', '@negative', '@high', '@low', '@nul', '@poison'),
  fc.constantFrom(null, true, 0, -1, 1.5, '', [], {}, [[]], [null], 'toString', '../..', '%00'),
  fc.string({ maxLength: 20 }),
)
const names = fc.constantFrom('@proto', '@constructor', 'toString', 'type', 'id', '', 'messages', 'statuses', '0')

/** One change somewhere in a body: `where` chooses the place. */
const change = fc.record({
  where: fc.nat(),
  how: fc.constantFrom('drop', 'rename', 'replace', 'double'),
  strange,
  names,
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

type Json = Record<string, unknown> | unknown[]
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null

/** Every place of a body: its holder and its key. */
function places(value: unknown): { holder: Json; key: string }[] {
  if (!isJson(value)) return []
  return Object.keys(value).flatMap(key => [{ holder: value, key }, ...places((value as Record<string, unknown>)[key])])
}

function mutate(body: unknown, { where, how, strange: odd, names: name }: Change): void {
  const all = places(body)
  const place = all[where % Math.max(1, all.length)]
  if (!place) return
  const holder = place.holder as Record<string, unknown>
  const value = holder[place.key]
  if (how === 'replace') holder[place.key] = odd
  else if (how === 'double' && Array.isArray(place.holder)) place.holder.push(value, odd)
  else if (Array.isArray(place.holder)) place.holder.splice(Number(place.key), 1)
  else {
    delete holder[place.key]
    if (how === 'rename') holder[name] = value
  }
}

/** A sample with up to six things wrong in it, as the text that is sent. */
export const mutatedWebhook: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([{ text }, changes]) => {
    const body: unknown = JSON.parse(text)
    for (const one of changes) mutate(body, one)
    return Object.entries(written).reduce((json, [mark, raw]) => json.replaceAll(mark, raw), JSON.stringify(body))
  })
