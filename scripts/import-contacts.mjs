// Brings contacts from elsewhere: one JSON object per line, as POST /api/contacts takes it. May be repeated: who is
// there already is left alone. See docs/how-to/move-from-the-reference-project.md
//
//   API_KEY=… node scripts/import-contacts.mjs < contacts.jsonl       MESSAGE_URL=http://127.0.0.1:7071
import readline from 'node:readline'

const url = `${process.env.MESSAGE_URL ?? 'http://127.0.0.1:7071'}/api/contacts`
const key = process.env.API_KEY
if (!key) {
  console.error('API_KEY is not set: a key of the API whose role is agent or admin (make api-key).')
  process.exit(78)
}
const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
const counts = { added: 0, known: 0, refused: 0 }

/** What became of one line; a person is never named, only the line. */
async function bring(line) {
  const answer = await fetch(url, { method: 'POST', headers, body: line })
  if (answer.status === 201) return 'added'
  const { code, title } = await answer.json().catch(() => ({}))
  if (answer.status === 409 && code === 'contact_exists') return 'known'
  if (answer.status === 401 || answer.status === 403) throw new Error(`${url} refuses the key (${answer.status})`)
  return `${answer.status} ${code ?? title ?? ''}`.trim()
}

let number = 0
try {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    number += 1
    if (line.trim() === '') continue
    const outcome = await bring(line)
    if (outcome in counts) counts[outcome] += 1
    else {
      counts.refused += 1
      console.error(`line ${number}: ${outcome}`)
    }
  }
} catch (error) {
  console.error(`line ${number}: ${error.cause?.code ?? error.message}. What is above it was done; run it again.`)
  process.exitCode = 1
}
console.log(`${counts.added} added, ${counts.known} were there, ${counts.refused} refused`)
if (counts.refused > 0) process.exitCode = 1
