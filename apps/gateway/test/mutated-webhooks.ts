import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { mutatedText } from './mutate.ts'

const folder = new URL('../../../../libs/whatsapp/test-fixtures/', import.meta.url)

/** One body per type of message, status and field. */
export const samples: readonly { name: string; text: string }[] = readdirSync(folder)
  .filter(name => name.endsWith('.json'))
  .map(name => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))

/** A sample with up to six things wrong in it. */
export const mutatedWebhook: fc.Arbitrary<string> = mutatedText(
  fc.constantFrom(...samples).map(({ text }) => JSON.parse(text) as unknown),
)
