import { test } from 'tap'
import { z } from 'zod'
import { commonSettings } from './common-settings.ts'
import { describeSettings } from './describe-settings.ts'
import { loadSettings, SettingsError } from './load-settings.ts'
import { developmentOnly, setting } from './setting.ts'
import { settingsList } from './settings-list.ts'

const schema = z.object({
  ...commonSettings(7070),
  API_KEY: setting.secret().describe('The key of the API.'),
  APP_SECRETS: setting.secrets().describe('The secrets that are valid.'),
  HOSTS: setting.list().default(['a.example']).describe('Hosts.'),
  LIMIT: setting.integer(1, 10).default(3).describe('A limit.'),
  OPEN_DOOR: developmentOnly(setting.flag()).default(false).describe('Opens a door.'),
  NICKNAME: setting.text().optional().describe('Optional.'),
})
const aliases = { API_KEY: ['API_TOKEN'] }
const right = { API_KEY: 'key-1', APP_SECRETS: 'one, two', ENVIRONMENT: 'development' }

function mistakes(env: Record<string, string>): readonly string[] {
  try {
    loadSettings(schema, env, { aliases })
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes
    throw error
  }
}

test('an address with a password is checked by its scheme, and never repeated', async t => {
  const addresses = z.object({ DATABASE_URL: setting.secretAddress('postgres', 'postgresql').describe('Postgres.') })
  const told = (value: string): string => {
    try {
      return loadSettings(addresses, { DATABASE_URL: value }).DATABASE_URL
    } catch (error) {
      return error instanceof SettingsError ? error.mistakes.join() : String(error)
    }
  }
  t.equal(told(' postgres://u:p@h/d '), 'postgres://u:p@h/d')
  t.equal(told('postgresql://a/d, postgresql://b/d'), 'postgresql://a/d, postgresql://b/d')
  for (const wrong of ['sesame', 'mysql://sesame@h/d', 'postgres://', 'postgres://a/d,sesame', '']) {
    t.match(told(wrong), /DATABASE_URL.*(has not the right form|missing)/, wrong)
    t.notMatch(told(wrong), /sesame/, 'what may hold a password is not said again')
  }
})

test('settings are read, with defaults, lists, flags and aliases', async t => {
  const settings = loadSettings(
    schema,
    { APP_SECRETS: 'one, two', API_TOKEN: ' key-2 ', HOSTS: 'x, y,', OPEN_DOOR: '1', ENVIRONMENT: 'test', PORT: '0' },
    { aliases },
  )
  t.match(settings, {
    API_KEY: 'key-2',
    APP_SECRETS: ['one', 'two'],
    HOSTS: ['x', 'y'],
    OPEN_DOOR: true,
    LIMIT: 3,
    PORT: 0,
    LOG_LEVEL: 'info',
  })
  t.notOk('NICKNAME' in settings)
})

test('the name of the setting wins over its alias, an empty value is none', async t => {
  t.equal(loadSettings(schema, { ...right, API_TOKEN: 'other' }, { aliases }).API_KEY, 'key-1')
  t.equal(loadSettings(schema, { ...right, API_KEY: '', API_TOKEN: 'other' }, { aliases }).API_KEY, 'other')
  t.equal(loadSettings(schema, { ...right, LIMIT: '', NICKNAME: '' }, { aliases }).LIMIT, 3)
})

test('every mistake is reported at once, with the name and never the secret', async t => {
  const found = mistakes({ APP_SECRETS: 'hidden-one,,hidden-two', LIMIT: '77', LOG_LEVEL: 'loud', PORT: 'x' })
  t.equal(found.length, 5)
  const all = found.join('\n')
  for (const name of ['API_KEY or API_TOKEN is missing', 'APP_SECRETS', 'LIMIT (it is "77")', 'LOG_LEVEL', 'PORT']) {
    t.ok(all.includes(name), name)
  }
  t.notMatch(all, /hidden/)
  t.match(all, /one of the secrets is empty/)
})

test('an empty secret is refused', async t => {
  t.match(mistakes({ ...right, API_KEY: '   ' }), [/API_KEY or API_TOKEN is missing/])
  t.match(mistakes({ ...right, APP_SECRETS: '' }), [/APP_SECRETS is missing/])
  t.match(mistakes({ ...right, APP_SECRETS: ' , ' }), [/empty/])
})

test('what is for development only is refused in production, which is the default', async t => {
  t.match(mistakes({ ...right, ENVIRONMENT: 'production', CRASH_AT: 'x', OPEN_DOOR: 'true' }), [
    /CRASH_AT is refused in production/,
    /OPEN_DOOR is refused in production/,
  ])
  t.match(mistakes({ ...right, ENVIRONMENT: '', CRASH_AT: 'x' }), [/CRASH_AT/])
  t.same(mistakes({ ...right, ENVIRONMENT: 'production', OPEN_DOOR: 'false' }), [])
  t.same(mistakes({ ...right, CRASH_AT: 'x', OPEN_DOOR: 'true' }), [])
})

test('settings can be listed and described without secrets', async t => {
  const list = settingsList(schema, aliases)
  t.match(
    list.find(one => one.name === 'API_KEY'),
    { aliases: ['API_TOKEN'], secret: true, required: true, description: 'The key of the API.', default: undefined },
  )
  t.match(
    list.find(one => one.name === 'OPEN_DOOR'),
    { developmentOnly: true, required: false, default: 'false' },
  )
  t.match(
    list.find(one => one.name === 'HOSTS'),
    { required: false, default: 'a.example', description: 'Hosts.' },
  )
  t.match(
    list.find(one => one.name === 'CRASH_AT'),
    { developmentOnly: true, required: false },
  )
  t.ok(list.every(one => one.description !== ''))
  const described = describeSettings(schema, loadSettings(schema, right, { aliases }))
  t.match(described, { API_KEY: 'set', APP_SECRETS: 'set', LIMIT: 3 })
  t.notMatch(JSON.stringify(described), /key-1|two/)
})
