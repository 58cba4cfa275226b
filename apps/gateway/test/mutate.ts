import fc from 'fast-check'

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

function mutate(body: unknown, { where, how, strange, names: name }: Change): void {
  // Its own: a list that is put into itself would have no end.
  const odd = structuredClone(strange)
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

/** A body with up to six things wrong in it; some of them stand there as marks. */
export const mutatedValue = (bodies: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(bodies, fc.array(change, { minLength: 1, maxLength: 6 })).map(([body, changes]) => {
    const copy: unknown = structuredClone(body)
    for (const one of changes) mutate(copy, one)
    return copy
  })

/** The same as the JSON that is sent. */
export const mutatedText = (bodies: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  mutatedValue(bodies).map(body =>
    Object.entries(written).reduce((json, [mark, raw]) => json.replaceAll(mark, raw), JSON.stringify(body)),
  )

/** A text without JSON around it, with the marks replaced. */
export const unmarked = (text: string): string =>
  Object.entries(written).reduce(
    (plain, [mark, raw]) =>
      plain.replaceAll(mark.replaceAll('"', ''), raw.startsWith('"') ? String(JSON.parse(raw)) : raw),
    text,
  )
