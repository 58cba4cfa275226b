import { Automation, examples, type Known, readAutomation } from '@astria-bot/automation/core'
import { test } from 'tap'

const template = (name: string, language: string, variables: string[]) => ({
  name,
  language,
  variables,
  approved: true,
})
const known: Known = {
  nowMs: Date.parse('2026-11-21T18:00:00Z'),
  automations: [],
  templates: [
    template('birthday_greeting', 'en_US', ['1']),
    template('birthday_greeting', 'he', ['1']),
    template('model_expires', 'en_US', ['1', '2']),
    template('come_back', 'en_US', ['1']),
  ],
}

test('every example can be imported, says what it is for, waits to be switched on, and survives an export', async t => {
  t.equal(Object.keys(examples).length, 7)
  for (const [name, example] of Object.entries(examples)) {
    const reading = readAutomation(JSON.parse(JSON.stringify(example)), known)
    t.strictSame(reading, { ok: true, automation: example, warnings: [] }, name)
    t.notOk(example.enabled, name)
    t.ok(example.description, name)
  }
})

test('what an example leaves out is filled in', async t => {
  t.match(examples.welcome, {
    priority: 100,
    exclusive: false,
    timeZone: 'UTC',
    missed: { rule: 'last', withinHours: 12 },
  })
  t.match(Automation.parse({ ...examples.welcome, stopOnReply: undefined }), { stopOnReply: false })
})

test('without its templates an example is refused, and the template is named', async t => {
  const reading = readAutomation(examples.birthday, {
    ...known,
    templates: [template('birthday_greeting', 'en-US', ['1'])],
  })
  t.strictSame(reading, {
    ok: false,
    problems: [
      {
        path: 'steps[0].cases[0].steps[0].template.language',
        code: 'unknown_template',
        message: 'The template "birthday_greeting" exists in en-US, not in he.',
      },
    ],
  })
})
