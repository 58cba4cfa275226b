import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { audiencePage } from '@astria-bot/automation'
import { connect } from '@astria-bot/store'
import { createDatabase, startNats, startProcess } from '@astria-bot/testing'
import pg from 'pg'

type Member = Awaited<ReturnType<typeof audiencePage>>[number]

const CONTACTS = 1_000_000
const DUE = 40_000
/** Contacts in one transaction, as in the app. */
const PAGE = 500
const KEY = 'a-key-of-the-benchmark'

/** A million contacts with birthdays over the year, two zones, and one automation that waits inside a sequence. */
const contacts = `insert into automation.contacts (contact_id, version, snapshot, time_zone, birthday)
  select id, 1, json_build_object('contactId', id, 'channel', '1', 'version', 1, 'keys', '[]'::json, 'name', 'N' || n,
      'language', 'en', 'tags', '[]'::json, 'attributes', '{}'::json, 'optedOut', false, 'state', 'NEW', 'handedOver', false,
      'createdAt', '2026-01-01T00:00:00.000Z', 'birthday', '--' || to_char(day, 'MM-DD')),
    case when n % 2 = 0 then 'Asia/Jerusalem' else 'America/New_York' end,
    (extract(month from day) * 100 + extract(day from day))::smallint
  from (select n, gen_random_uuid() as id, date '2027-01-01' + n % 365 as day from generate_series(1, $1::int) as n) as made`
const waiting = `with begun as (
    insert into automation.executions (execution_id, automation_id, version, contact_id, occurrence, trigger, state, position,
      chain, started_at)
    select gen_random_uuid(), $1, 1, contact_id, 'manual:bench', '{"type":"manual","atMs":0,"key":"bench"}', 'waiting',
      '{"next":"note"}', '[]', now() from automation.contacts
    returning execution_id, contact_id)
  insert into automation.waits (execution_id, automation_id, contact_id, due_at)
  select execution_id, $1, contact_id, now() + interval '30 days' + (row_number() over ()) * interval '1 second' from begun`

/** Finds those who were born on a day as a slot does, page by page, and looks whether it is by the index. */
async function benchFinding(url: string, client: pg.Client): Promise<void> {
  const db = connect({ url, name: 'bench' })
  const find = async (birthdays: number[]) => {
    let found = 0
    for (const timeZone of ['Asia/Jerusalem', 'America/New_York', null]) {
      const audience = { kind: 'birthday' as const, birthdays, timeZone, year: 2027 }
      for (let last: Member | null = null; ; ) {
        const page: Member[] = await audiencePage(db, audience, last, PAGE)
        found += page.length
        last = page.at(-1) ?? null
        if (page.length < PAGE) break
      }
    }
    return found
  }
  const scans = async () => {
    const { rows } = await client.query(
      `select idx_scan from pg_stat_user_indexes where indexrelname = 'contacts_birthday'`,
    )
    return Number(rows[0].idx_scan)
  }
  const before = await scans()
  const began = performance.now()
  const found = await find([510])
  const tookMs = performance.now() - began
  await db.close()
  for (const until = performance.now() + 5000; (await scans()) === before && performance.now() < until; )
    await sleep(100)
  const how = (await scans()) > before ? 'by the index' : 'WITHOUT the index'
  console.log(
    `${`finding of ${CONTACTS} contacts`.padEnd(32)}${found} found ${how} in ${tookMs.toFixed(1)} ms (goal 2,000)`,
  )
}

/** Birthdays of a million contacts, and waits of a million rows, by the app as it runs. */
export async function benchAutomations(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'astria-bench-'))
  const clock = path.join(folder, 'clock')
  const setClock = (at: number) => {
    writeFileSync(`${clock}.new`, String(at - Date.now()))
    renameSync(`${clock}.new`, clock)
  }
  const [nats, database] = await Promise.all([startNats(), createDatabase()])
  const client = new pg.Client(database.url)
  await client.connect()
  const begin = Date.parse('2027-05-10T00:00:00Z')
  setClock(begin)
  const app = await startProcess({
    app: 'automation',
    env: {
      ENVIRONMENT: 'test',
      LOG_LEVEL: 'warn',
      DATABASE_URL: database.url,
      NATS_URL: nats.url,
      API_KEYS: `bench:admin:${KEY}`,
      SCHEDULE_TICK: '* * * * * *',
      TEST_CLOCK_FILE: clock,
    },
  })
  try {
    const save = async (automation: object) => {
      const headers = { 'x-api-key': KEY, 'content-type': 'application/json' }
      const body = JSON.stringify(automation)
      const answer = await fetch(`${app.url}/api/automations`, { method: 'POST', headers, body })
      return ((await answer.json()) as { id: string }).id
    }
    const count = async (sql: string, values: unknown[] = []) => Number((await client.query(sql, values)).rows[0].count)
    const note = { id: 'note', type: 'log', text: 'Happy birthday, {{contact.name|friend}}' }
    await client.query(contacts, [CONTACTS])
    await client.query(
      `insert into automation.zones values ('Asia/Jerusalem'), ('America/New_York') on conflict do nothing`,
    )
    await client.query('vacuum analyze automation.contacts')
    const birthday = await save({
      name: 'Birthday',
      trigger: { type: 'birthday', at: '09:00', leapDay: 'march_1' },
      steps: [note],
    })
    await benchFinding(database.url, client)
    setClock(begin + 14 * 3_600_000)
    const rang = performance.now()
    const done = () =>
      count(`select count(*) from automation.slots where automation_id = $1 and state = 'done'`, [birthday])
    while ((await done()) < 2) await sleep(20)
    const reached = await count('select count(*) from automation.executions where automation_id = $1', [birthday])
    const tookMs = Math.round(performance.now() - rang)
    console.log(
      `${`birthdays of ${CONTACTS} contacts`.padEnd(32)}${reached} found and executed within ${tookMs} ms of the ring`,
    )

    const sequence = await save({
      name: 'Sequence',
      trigger: { type: 'manual' },
      steps: [{ id: 'wait', type: 'wait', for: { days: 30 } }, note],
    })
    await client.query(waiting, [sequence])
    await client.query('vacuum analyze automation.waits')
    await client.query('vacuum analyze automation.executions')
    const dueAt = await client.query('select due_at from automation.waits order by due_at offset $1 limit 1', [DUE - 1])
    const left = CONTACTS - DUE
    setClock((dueAt.rows[0].due_at as Date).getTime() + 1)
    const woken = performance.now()
    while ((await count('select count(*) from automation.waits')) > left + 100) await sleep(50)
    const seconds = (performance.now() - woken) / 1000
    console.log(
      `${`waits/s of ${CONTACTS} rows`.padEnd(32)}${Math.round(DUE / seconds)} (${DUE} in ${seconds.toFixed(1)} s)`,
    )
  } finally {
    await client.end()
    await app.kill('SIGTERM')
    await nats.stop()
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  }
}
