import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventually } from '@astria-bot/testing'
import { test } from 'tap'
import { readRecord } from './story/judge.ts'
import { makeStart, standaloneEnvironment } from './system/standalone.ts'

const page = fileURLToPath(new URL('../../docs/tutorials/birthday-greeting.md', import.meta.url))
const ports = { 7071: 'MESSAGE_PORT', 7074: 'AUTOMATION_PORT', 7080: 'SANDBOX_PORT' }

/** The commands of the page, but for the start, at the ports and the data of this test. */
function commandsOf(env: Record<string, string>): string[] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  const moved = (block: string) =>
    Object.entries(ports)
      .reduce((text, [port, name]) => text.replaceAll(`:${port}/`, `:${env[name]}/`), block)
      .replaceAll('.data/secrets.json', `${env['STANDALONE_DATA_DIR']}/secrets.json`)
  return blocks.filter(block => !block.includes('make start')).map(moved)
}

/** Runs a script in a shell and gives what it wrote. */
async function shell(script: string, cwd: string): Promise<string> {
  const child: ChildProcess = spawn('env', ['-u', 'NODE_OPTIONS', 'bash', '-eu', '-o', 'pipefail', '-c', script], {
    cwd,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', text => (output += text))
  const code = await new Promise(resolve => child.once('close', resolve))
  if (code !== 0) throw new Error(`the shell ended with ${code}:\n${output}`)
  return output
}

test('the commands of the tutorial lead to a birthday greeting, once', async t => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'birthday-tutorial-'))
  const clock = path.join(folder, 'clock')
  writeFileSync(clock, '0')
  const env = {
    ...(await standaloneEnvironment(path.join(folder, 'data'))),
    TEMPLATES_READ_MS: '2000',
    TEST_CLOCK_FILE: clock,
    SCHEDULE_TICK: '* * * * * *',
  }
  const standalone = await makeStart(env)
  t.teardown(async () => {
    await standalone.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })
  // Around midnight the page's "today" could be two days.
  const commands = commandsOf(env)
  const marked = commands.map(block => `${block}\necho; echo '=== end of block'`).join('\n')
  const output = (await shell(marked, folder)).split('=== end of block\n')
  const dryRun = output.find(text => text.includes('"leftOut"')) ?? ''
  t.match(dryRun, /"executions":1.*Dana/, 'the dry run names her')
  t.match(output.at(-2), /Birthday greeting/, 'the examples are there')

  writeFileSync(clock, String(90_000))
  const greetings = async () =>
    (await readRecord(standalone.sandboxUrl, 'whatsapp.send')).filter(entry =>
      JSON.stringify(entry).includes('birthday_greeting'),
    )
  await eventually(async () => (await greetings()).length > 0, { timeoutMs: 60_000, everyMs: 200 })
  writeFileSync(clock, String(3 * 60_000))
  await new Promise(resolve => setTimeout(resolve, 3000))
  const [greeting, ...more] = await greetings()
  t.match(greeting, { outcome: 'accepted', phone: '972500000001' })
  t.match(JSON.stringify(greeting), /"text":"Dana"/)
  t.same(more, [], 'once')
})
