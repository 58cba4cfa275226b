// A lock file that lacks a platform's optional packages makes `npm ci` fail on that platform only: refuse it here.
import fs from 'node:fs'

const packages = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')).packages

// Resolves as node does: the nearest folder first.
const isLocked = (from, name) => {
  for (let at = from; ; at = at.replace(/\/?[^/]*$/, '')) {
    if (packages[`${at}${at && '/'}node_modules/${name}`]) return true
    if (!at) return false
  }
}

const missing = Object.entries(packages).flatMap(([at, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter(name => !isLocked(at, name))
    .map(name => `${at || '.'} -> ${name}`),
)
if (missing.length > 0) {
  console.error(`package-lock.json lacks optional packages of other platforms:\n  ${missing.join('\n  ')}`)
  console.error('Pin the package to a release that has them all, then run npm install again.')
  process.exit(1)
}
