// The whole story against a system that already runs, such as the containers of `make compose-test`. Not part of
// `make test`, which starts its own processes.
//
//   SANDBOX_URL=http://127.0.0.1:7080 DATABASE_URL=postgres://… node tests/dist/compose/story.js
import { type CustomerPlan, playReturn, playStory } from '../story/customer.ts'
import { readRecord, repeated, saidTwice, settledBooks } from '../story/judge.ts'

const PORTRAITS = 12

const sandboxUrl = need('SANDBOX_URL')
const databaseUrl = need('DATABASE_URL')
const customers = Number(process.env['CUSTOMERS'] ?? 4)

function need(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

const planOf = (index: number): CustomerPlan => ({
  number: `9725100${String(index + 1).padStart(5, '0')}`,
  language: index % 2 === 0 ? 'en' : 'he',
  person: index % 2 === 0 ? 'man' : 'woman',
  tier: 'lite',
  stars: index % 3 === 0 ? 3 : 5,
  portraits: PORTRAITS,
})

const faults: string[] = []
const expectSame = (what: string, got: unknown, wanted: unknown) => {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) faults.push(`${what}: ${JSON.stringify(got)}`)
}

const plans = Array.from({ length: customers }, (_, index) => planOf(index))
const phones = await Promise.all(plans.map(plan => playStory(sandboxUrl, plan)))
for (const phone of phones) {
  const chat = await phone.chat()
  expectSame(`said more than once to ${phone.number}`, [...saidTwice(chat), ...repeated(chat)], [])
}
await playReturn(sandboxUrl, plans[0] as CustomerPlan)

const made = async (kind: string) => (await readRecord(sandboxUrl, kind)).filter(({ outcome }) => outcome === 'created')
expectSame('payments', (await readRecord(sandboxUrl, 'payment.payment')).length, customers + 1)
expectSame('tunes', (await made('astria.tune')).length, customers)
expectSame('sets of prompts', (await made('astria.prompts')).length, customers + 1)
const sends = await readRecord(sandboxUrl, 'whatsapp.send')
expectSame('messages that WhatsApp refused', sends.filter(({ outcome }) => outcome !== 'accepted').slice(0, 3), [])
faults.push(...(await settledBooks(databaseUrl)))

for (const fault of faults) console.error(fault)
console.log(
  `${customers} customers played the whole story, one came back: ${faults.length === 0 ? 'all is right' : 'WRONG'}`,
)
process.exitCode = faults.length === 0 ? 0 : 1
