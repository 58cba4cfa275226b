import fs from 'node:fs'
import { lookForTools, NODE_MINIMUM } from '../setup/tools.mjs'
import { bad, note, ok } from './finding.mjs'

/** Node, npm, and whether the packages are installed and compiled. */
export async function checkTools() {
  const found = lookForTools().map(({ name, version, fits, needed, where }) => {
    if (fits) return ok(`${name} ${version}`)
    return needed
      ? bad(`${name} ${version ?? 'is missing'}`, `${NODE_MINIMUM} or newer: ${where}`)
      : note(`no ${name}`, where)
  })
  const compiled = fs.existsSync('apps/standalone/dist/main.js')
  return [...found, compiled ? ok('compiled') : bad('nothing is compiled', 'make build')]
}
