// migrations/RELEASED: every migration that a release has brought to somebody's database, with its checksum. What is in
// it never changes again: a database that has run it would not run it a second time.
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const sha256 = file => createHash('sha256').update(fs.readFileSync(file)).digest('hex')
const listOf = folder => path.join(folder, 'RELEASED')

/** The tags of the released migrations, in order; none before the first release. */
export function releasedTags(folder) {
  if (!fs.existsSync(listOf(folder))) return []
  return readList(folder).map(({ tag }) => tag)
}

/** Sentences about released migrations that are not as they were. */
export function brokenReleases(folder) {
  if (!fs.existsSync(listOf(folder))) return []
  return readList(folder).flatMap(({ tag, checksum }) => {
    const file = path.join(folder, `${tag}.sql`)
    if (!fs.existsSync(file)) return [`${tag}.sql is released and gone`]
    return sha256(file) === checksum ? [] : [`${tag}.sql is released and was changed: put it back, and add another one`]
  })
}

/** Writes down that all migrations there are now have been released. */
export function release(folder) {
  const { entries } = JSON.parse(fs.readFileSync(path.join(folder, 'meta', '_journal.json'), 'utf8'))
  const lines = entries.map(({ tag }) => `${sha256(path.join(folder, `${tag}.sql`))}  ${tag}`)
  fs.writeFileSync(listOf(folder), `${lines.join('\n')}\n`)
}

function readList(folder) {
  const lines = fs.readFileSync(listOf(folder), 'utf8').split('\n').filter(Boolean)
  return lines.map(line => {
    const [checksum, tag] = line.split(/\s+/)
    return { checksum, tag }
  })
}
