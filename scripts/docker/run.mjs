// Programs as children: with a clean environment, their output kept, and a sentence when they fail.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** A failure that is told to the person in one sentence, without a stack. */
export class Sentence extends Error {}

export const fail = sentence => {
  throw new Sentence(sentence)
}

/** What another Node is not to inherit: loaders of a test runner. */
const cleanEnvironment = extra => {
  const env = { ...process.env, ...extra }
  delete env.NODE_OPTIONS
  return env
}

/** Runs a program and answers `{ status, stdout, stderr }`; `status` is null where it could not be started. */
export const attempt = (command, args, { env = {}, ...options } = {}) =>
  spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: cleanEnvironment(env),
    ...options,
  })

/** Runs a program that must succeed, and answers what it wrote. */
export const must = (command, args, options) => {
  const { status, stdout, stderr, error } = attempt(command, args, options)
  if (status === 0) return (stdout ?? '').trim()
  const said = `${stderr ?? ''}${stdout ?? ''}`.trim().split('\n').slice(-25).join('\n')
  return fail(`${command} ${args.slice(0, 3).join(' ')} … failed (${error?.message ?? `exit ${status}`})\n${said}`)
}

/** The path of a program on the PATH, or below one of the other folders. */
export const programOnPath = (name, alsoIn = []) => {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...alsoIn].filter(Boolean)
  return folders.map(folder => path.join(folder, name)).find(file => fs.existsSync(file))
}

export const isRoot = () => process.getuid?.() === 0

/** Installs Debian packages where that is possible; answers whether it was. */
export const installDebianPackages = (...names) => {
  if (!isRoot() || !programOnPath('apt-get')) return false
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  console.log(`Installing Debian's ${names.join(', ')} …`)
  attempt('apt-get', ['update'], { env })
  return attempt('apt-get', ['install', '--yes', '--no-install-recommends', ...names], { env }).status === 0
}

/** Runs a command-line tool of ours: a Sentence ends it with 1 and nothing but the sentence. */
export const runTool = async tool => {
  try {
    await tool()
  } catch (error) {
    console.error(error instanceof Sentence ? error.message : error)
    process.exitCode = 1
  }
}
