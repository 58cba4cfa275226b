// Brings a program that is published as a Go module: built once, kept in .tools by its version.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))))
const exe = process.platform === 'win32' ? '.exe' : ''

/** The environment of Go: nothing of a test runner's, no C, no other Go than the one that is here. */
export const goEnv = extra => {
  const { NODE_OPTIONS: _, ...env } = process.env
  return { ...env, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOFLAGS: '-trimpath', ...extra }
}

/**
 * The path of the program. `variable` names it instead, for machines without Go; `from` is where the module lies, if a
 * proxy does not have it under its own name. Throws a sentence if it cannot be had.
 */
export function goTool({ name, version, module, from, pkg = module, ldflags = '', variable }) {
  const given = process.env[variable]
  if (given) return given
  const folder = path.join(root, '.tools', `${name}-${version}`)
  const file = path.join(folder, name + exe)
  if (fs.existsSync(file)) return file
  console.log(`Bringing ${name} ${version} (built by Go, once) …`)
  const building = `${folder}.building-${process.pid}`
  const { status, stderr, error } = build(building, { module, version, from, pkg, ldflags, program: name + exe })
  if (status !== 0) {
    fs.rmSync(building, { recursive: true, force: true })
    const why = error ? `there is no Go: ${error.message}` : stderr.trim().split('\n').slice(-3).join('; ')
    throw new Error(
      `${name} ${version} is needed and could not be built (${why}). Install Go 1.26, or set ${variable}.`,
    )
  }
  fs.mkdirSync(folder, { recursive: true })
  fs.renameSync(path.join(building, name + exe), file)
  fs.rmSync(building, { recursive: true, force: true })
  return file
}

/** Builds a program of a module, in a module of its own that requires that one alone: what `go install` does, by less asking. */
function build(folder, { module, version, from, pkg, ldflags, program }) {
  fs.mkdirSync(folder, { recursive: true })
  const elsewhere = from ? `\nreplace ${module} => ${from} v${version}\n` : ''
  fs.writeFileSync(
    path.join(folder, 'go.mod'),
    `module tool\n\ngo 1.26.0\n\nrequire ${module} v${version}\n${elsewhere}`,
  )
  const args = ['build', '-mod=mod', '-ldflags', `-s -w ${ldflags}`, '-o', program, pkg]
  return spawnSync('go', args, { cwd: folder, encoding: 'utf8', env: goEnv() })
}
