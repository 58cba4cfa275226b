import type { KnownEvent } from '@astria-bot/contracts'
import { test } from 'tap'
import { open, to } from './support/delivery.ts'
import { person, said } from './support/events.ts'
import { eventually } from './support/eventually.ts'
import { news } from './support/news.ts'

const seconds = (ms = Date.now()) => String(Math.floor(ms / 1000))
const who = (n: number) => ({ wa_id: person(n).phone, user_id: person(n).userId })

test("WhatsApp's own switch stops messages and allows them again; the latest choice counts", async t => {
  const studio = await open(t)
  await studio.publish(said(person(1), 'hi'))
  await eventually(() => to(studio, 1).length === 1)
  const choice = (value: string, ms: number) =>
    news('user_preferences', { ...who(1), category: 'marketing_messages', value, timestamp: Number(seconds(ms)) })
  const now = Date.now()
  await studio.publish(choice('stop', now))
  await eventually(async () => (await studio.count('messaging.contacts where opted_out')) === 1)
  await studio.publish(choice('resume', now - 60_000))
  await eventually(async () => (await studio.count('messaging.account_changes')) === 2)
  t.equal(await studio.count('messaging.contacts where opted_out'), 1, 'what came late is older')
  await studio.publish(said(person(1), 'start'))
  await eventually(async () => (await studio.count('messaging.contacts where not opted_out')) === 1)
  const { rows } = await studio.db.pool.query('select opted_out, source, at from messaging.opt_outs order by id')
  t.match(rows, [
    { opted_out: true, source: 'preference', at: new Date(Number(seconds(now)) * 1000) },
    { opted_out: false, source: 'keyword', at: Date },
  ])
})

test('of what customers write the latest choice counts, in whatever order it comes', async t => {
  const studio = await open(t)
  const ago = (minutes: number) => ({ at: new Date(Date.now() - minutes * 60_000) })
  const [off, on] = [person(1), person(2)]
  const answers = (n: number, count: number) => eventually(() => to(studio, n).length === count)
  const choices = (count: number) => eventually(async () => (await studio.count('messaging.opt_outs')) === count)
  await studio.publish(said(off, 'stop', ago(9)), said(on, 'start', ago(1)))
  await choices(2)
  // Both say again what is so already.
  await studio.publish(said(off, 'stop', ago(1)), said(on, 'start', ago(0)))
  await choices(4)
  await answers(2, 2)
  await studio.publish(said(off, 'start', ago(5)), said(on, 'stop', ago(5)))
  await studio.publish(said(off, 'status'), said(on, 'status'))
  await answers(1, 2)
  await answers(2, 3)
  t.same(
    [1, 2].map(n => to(studio, n).at(-1)?.text),
    ['You have no orders yet.', 'You have no orders yet.'],
    'to what is old nothing is said',
  )
  t.equal(await studio.count(`messaging.contacts where opted_out and user_id = '${off.userId}'`), 1)
  t.equal(await studio.count('messaging.contacts where opted_out'), 1)
  await studio.publish(said(off, 'start'))
  await eventually(async () => (await studio.count('messaging.contacts where opted_out')) === 0)
})

test('who calls may be written to, and is told that nobody picks up', async t => {
  const studio = await open(t)
  const { phone: from, userId: from_user_id } = person(1)
  const call = (event: string) =>
    news('calls', { id: 'wacid.1', from, from_user_id, event, timestamp: seconds(), direction: 'USER_INITIATED' })
  await studio.publish(call('connect'))
  await studio.publish(call('terminate'))
  await eventually(() => to(studio, 1).some(({ text }) => /calls/.test(text)))
  t.equal(await studio.count('messaging.contacts where window_expires_at > now()'), 1)
  await eventually(async () => (await studio.count('messaging.account_changes where contact_id is not null')) === 2)
  t.equal(to(studio, 1).filter(({ text }) => /calls/.test(text)).length, 1)
})

test('the 24 hours begin with what a person wrote, and never in the future', async t => {
  const studio = await open(t)
  const windowOf = (n: number) =>
    studio.db.pool.query(
      `select phone, window_expires_at > now() as open, window_expires_at > now() + interval '25 hours' as far
      from messaging.contacts where user_id = $1`,
      [person(n).userId],
    )
  const minutesAgo = (n: number) => new Date(Date.now() - n * 60_000)
  const { phone } = person(50)
  await studio.publish(said(person(1), 'hi', { at: minutesAgo(60) }))
  await eventually(() => to(studio, 1).length === 1)
  await studio.db.pool.query(`update messaging.contacts set window_expires_at = now() - interval '1 hour'`)
  await studio.db.pool.query(
    `insert into messaging.messages (id, contact_id, channel, direction, type, content, state, cause_id, expires_at)
    select gen_random_uuid(), id, channel, 'out', 'text', '{"type":"text","body":"later"}', 'parked', 'x', now() + interval '1 day'
    from messaging.contacts`,
  )
  const number = { type: 'system', kind: 'user_changed_number', phone } as const
  await studio.publish(said(person(1), number, { at: minutesAgo(10) }))
  await eventually(async () => (await windowOf(1)).rows[0].phone === phone)
  t.equal((await windowOf(1)).rows[0].open, false, 'of a new number nobody wrote a word')
  t.equal(await studio.count(`messaging.messages where state = 'parked'`), 1)

  await studio.publish(said(person(1), 'was it you?', { at: minutesAgo(20), wamid: 'wamid.late' }))
  await eventually(async () => (await studio.count(`messaging.messages where wamid = 'wamid.late'`)) === 1)
  t.match((await windowOf(1)).rows[0], { phone, open: true }, 'what was written before changes no address back')
  await studio.publish(said(person(1), 'hello', { wamid: 'wamid.after' }))
  await eventually(async () => (await windowOf(1)).rows[0].phone === person(1).phone)

  const inYears = new Date(Date.now() + 3 * 365 * 86_400_000)
  await studio.publish(said(person(1), 'hi', { at: inYears, wamid: 'wamid.1' }), said(person(2), 'hi', { at: inYears }))
  await eventually(async () => (await studio.count(`messaging.messages where occurred_at > now()`)) === 2)
  for (const n of [1, 2]) t.match((await windowOf(n)).rows[0], { open: true, far: false })
})

test('what a person answers in the phone app is kept, and the bot is silent', async t => {
  const studio = await open(t)
  await studio.publish(said(person(1), 'hi'))
  await eventually(() => to(studio, 1).length === 1)
  const echo = { from: '1', to: person(1).phone, to_user_id: person(1).userId, id: 'wamid.echo', timestamp: seconds() }
  await studio.publish(news('smb_message_echoes', { ...echo, type: 'text', text: { body: 'I am Dana' } }))
  await studio.publish(news('smb_message_echoes', { ...echo, type: 'text', text: { body: 'I am Dana' } }))
  await eventually(async () => (await studio.count('messaging.contacts where handed_over_until > now()')) === 1)
  await eventually(async () => (await studio.count('messaging.account_changes')) === 2)
  t.equal(
    await studio.count(`messaging.messages where direction = 'out' and wamid = 'wamid.echo' and state = 'sent'`),
    1,
  )
  await studio.publish(said(person(1), 'how much is it?'))
  await eventually(async () => (await studio.count(`messaging.messages where direction = 'in'`)) === 2)
  t.equal(to(studio, 1).length, 1)

  const whose = async () =>
    (
      await studio.db.pool.query(
        `select handed_over_by as by, handed_over_until - now() > interval '19 days' as long from messaging.contacts`,
      )
    ).rows[0]
  t.same(await whose(), { by: 'phone app', long: false })
  await studio.db.pool.query(
    `update messaging.contacts set handed_over_until = now() + interval '20 days', handed_over_by = 'Dana'`,
  )
  await studio.publish(news('smb_message_echoes', { ...echo, id: 'wamid.more', type: 'text', text: { body: 'More' } }))
  await eventually(async () => (await studio.count('messaging.account_changes')) === 3)
  t.same(await whose(), { by: 'Dana', long: true }, 'who has them for longer keeps them for as long')
})

test('templates and bans are brought up to date; what nobody knows is kept', async t => {
  const studio = await open(t, { BUSINESS_ID: 'waba' })
  await studio.db.pool.query(
    `insert into messaging.templates (account, name, language, status, components) values ('waba', 'sale', 'en_US', 'APPROVED', '[]')`,
  )
  const template = { message_template_id: 1, message_template_name: 'sale', message_template_language: 'en-US' }
  await studio.publish(news('message_template_status_update', { ...template, event: 'PAUSED', reason: 'NONE' }))
  await studio.publish(news('template_category_update', { ...template, new_category: 'MARKETING' }))
  await eventually(
    async () => (await studio.count(`messaging.templates where status = 'PAUSED' and category = 'marketing'`)) === 1,
  )
  await studio.publish(news('something_new', { a: 1 }))
  await eventually(async () => (await studio.count(`messaging.account_changes where field = 'something_new'`)) === 1)
  await studio.publish(news('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } }))
  await eventually(async () => (await studio.count(`messaging.channels where state = 'stopped'`)) === 1)
  t.equal(await studio.count(`messaging.alerts where reason = 'sender_stopped' and channel is not null`), 1)
})

test('old news stop no number that has gone on; warnings are raised, each once', async t => {
  const studio = await open(t, { BUSINESS_ID: 'waba' })
  await studio.publish(said(person(1), 'hi'))
  await eventually(async () => (await studio.count(`messaging.messages where accepted_at is not null`)) === 1)
  const alerts = async () => {
    const { rows } = await studio.db.pool.query('select reason, detail from messaging.alerts order by id')
    return rows.map(({ reason, detail }) => `${reason} ${detail}`)
  }
  const at = (event: KnownEvent, minutesAgo: number) =>
    ({ ...event, data: { ...event.data, at: new Date(Date.now() - minutesAgo * 60_000).toISOString() } }) as KnownEvent
  const banned = () => news('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE' } })
  const told = async (n: number) => eventually(async () => (await studio.count('messaging.account_changes')) === n)
  await studio.publish(at(banned(), 3 * 24 * 60))
  await studio.publish(at(news('errors', { code: 131031, title: 'Account has been locked' }), 3 * 24 * 60))
  await told(2)
  t.equal(await studio.count(`messaging.channels where state = 'stopped'`), 0, 'a message was taken since')

  await studio.publish(
    news('account_update', { event: 'ACCOUNT_RESTRICTION' }),
    news('account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }),
    news('account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } }),
    news('account_alerts', { alert_type: 'LIMIT', alert_severity: 'CRITICAL', alert_status: 'ACTIVE' }),
    news('account_alerts', { alert_type: 'LIMIT', alert_severity: 'INFORMATIONAL', alert_status: 'ACTIVE' }),
    news('account_review_update', { decision: 'REJECTED' }),
    news('security', { event: 'PIN_RESET_REQUEST', display_phone_number: '1' }),
  )
  await told(9)
  t.same(await alerts(), [
    'account_warned ACCOUNT_RESTRICTION',
    'account_warned ACCOUNT_VIOLATION: SCAM',
    'account_alert LIMIT',
    'account_rejected null',
    'number_security PIN_RESET_REQUEST',
  ])
  await studio.publish(banned())
  await eventually(async () => (await studio.count(`messaging.channels where state = 'stopped'`)) === 1)
  await studio.db.pool.query(`update messaging.channels set state = 'active', resumed_at = now() - interval '1 minute'`)
  await studio.publish(at(banned(), 2))
  await told(11)
  t.equal(await studio.count(`messaging.channels where state = 'stopped'`), 0, 'a person set it going since')
})

test('a caption is changed; what comes with or after the webhook that takes it back is not kept either', async t => {
  const studio = await open(t)
  const image = { type: 'image', mediaId: 'media-1', mimeType: 'image/jpeg' } as const
  await studio.publish(said(person(1), { ...image, caption: 'me' }, { wamid: 'wamid.photo' }))
  await eventually(async () => (await studio.count('messaging.pictures')) === 1)
  const better = { ...image, mediaId: 'media-9', caption: 'better' }
  await studio.publish(said(person(1), { type: 'edit', originalMessageId: 'wamid.photo', content: better }))
  const content = async (wamid: string) => {
    const { rows } = await studio.db.pool.query('select content from messaging.messages where wamid = $1', [wamid])
    return rows[0]?.content
  }
  await eventually(async () => (await content('wamid.photo')).caption === 'better')
  t.equal((await content('wamid.photo')).mediaId, 'media-1', 'the file is the one that came')

  await studio.publish(
    said(person(1), 'my secret', { wamid: 'wamid.quick' }),
    said(person(1), { type: 'revoke', originalMessageId: 'wamid.quick' }),
  )
  await eventually(async () => (await studio.count('messaging.messages where revoked_at is not null')) === 1)
  t.match(await content('wamid.quick'), { type: 'unsupported', originalType: 'revoked' })

  const revoke = (of: string) => said(person(1), { type: 'revoke', originalMessageId: of })
  const edit = (of: string, body: string) =>
    said(person(1), { type: 'edit', originalMessageId: of, content: { type: 'text', body } })
  await studio.publish(revoke('wamid.late.1'), edit('wamid.late.2', 'once'), edit('wamid.late.2', 'twice'))
  await studio.publish(revoke('wamid.late.3'), said(person(2), { type: 'revoke', originalMessageId: 'wamid.late.2' }))
  await eventually(async () => (await studio.count(`messaging.messages where type in ('edit', 'revoke')`)) === 7)
  await studio.publish(
    said(person(1), 'my secret', { wamid: 'wamid.late.1' }),
    said(person(1), 'first', { wamid: 'wamid.late.2' }),
    said(person(1), image, { wamid: 'wamid.late.3' }),
  )
  await studio.publish(revoke('wamid.late.4'), said(person(1), image, { wamid: 'wamid.late.4' }))
  await eventually(async () => (await studio.count(`messaging.messages where wamid = 'wamid.late.4'`)) === 1)
  for (const wamid of ['wamid.late.1', 'wamid.late.3', 'wamid.late.4'])
    t.match(await content(wamid), { type: 'unsupported', originalType: 'revoked' }, `${wamid} was taken back before`)
  t.match(await content('wamid.late.2'), { body: 'twice' })
  t.equal(await studio.count('messaging.pictures where discarded_at is not null'), 2)
  const { rows } = await studio.db.pool.query(
    `select data -> 'pictures' -> 'waiting' as waiting, p.id from messaging.conversations join messaging.pictures p using (contact_id)
    where wamid = 'wamid.photo'`,
  )
  t.same(rows[0].waiting, [rows[0].id], 'and leads to nothing')
})

test('what a customer changes or takes back is changed or gone; where they came from is kept', async t => {
  const studio = await open(t)
  const original = said(person(1), 'my secret', { wamid: 'wamid.first' })
  await studio.publish(original)
  await eventually(async () => (await studio.count('messaging.messages')) > 0)
  const words = async () => {
    const { rows } = await studio.db.pool.query(
      `select content, earlier, edited_at, revoked_at from messaging.messages where wamid = 'wamid.first'`,
    )
    return rows[0]
  }
  const edit = (body: string) =>
    ({ type: 'edit', originalMessageId: 'wamid.first', content: { type: 'text', body } }) as const
  await studio.publish(said(person(2), edit('not mine')))
  await studio.publish(said(person(1), edit('my other secret')), said(person(1), edit('my last secret')))
  await eventually(async () => (await words()).content.body === 'my last secret')
  const versions = (await words()).earlier.map(({ content }: { content: { body: string } }) => content.body)
  t.same(versions, ['my secret', 'my other secret'], 'every version is kept, in its order')
  await studio.publish(said(person(1), { type: 'revoke', originalMessageId: 'wamid.first' }))
  await eventually(async () => (await words()).revoked_at !== null)
  t.equal((await words()).earlier, null)
  const { rows } = await studio.db.pool.query(
    `select json_agg(m)::text as all from messaging.messages m where contact_id in
      (select contact_id from messaging.messages where wamid = 'wamid.first')`,
  )
  t.notMatch(rows[0].all, /secret/, 'no version of it is left anywhere')
})
