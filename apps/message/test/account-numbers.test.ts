import { randomUUID } from 'node:crypto'
import { createEvent, type KnownEvent, messageReceived, messageRequested } from '@astria-bot/contracts'
import { test } from 'tap'
import { API_KEYS, ask, readAll } from './support/api.ts'
import { to } from './support/delivery.ts'
import { person, said, told } from './support/events.ts'
import { eventually } from './support/eventually.ts'
import { news } from './support/news.ts'
import { channel, openStudio } from './support/studio.ts'

const second = '209000000000002'
const env = {
  API_KEYS,
  BUSINESS_ID: 'waba',
  CHANNELS: JSON.stringify([{ id: second, account: 'waba', token: 'second' }]),
  CHANNEL_TOKENS: '{"second":"of-the-second"}',
  TEMPLATES_READ_MS: '600000',
}

/** A message whose webhook says how people see the number that it came to. */
function shown(n: number, to: string, displayNumber: string): KnownEvent {
  const { data, id, source, subject, time } = said(person(n), 'hi', { to })
  const attributes = { id, source, subject, time: new Date(time) }
  return createEvent(messageReceived, attributes, { ...(data as object), displayNumber } as never) as KnownEvent
}

test('what is told about numbers reaches the ones that it is about', async t => {
  const studio = await openStudio(env)
  t.teardown(() => studio.close())
  const welcome = { id: '1', name: 'welcome', language: 'en_US', status: 'APPROVED', category: 'UTILITY' }
  studio.graph.templates = [{ ...welcome, components: [{ type: 'BODY', text: 'Hi' }] }]
  const app = await studio.start()
  const { pool } = studio.db
  let count = 0
  const tell = async (field: string, value: object) => {
    await studio.publish(news(field, value, { channel: null }))
    count += 1
    await eventually(async () => (await studio.count('messaging.account_changes')) === count)
  }
  const alerts = async () => {
    const { rows } = await pool.query(
      `select channel, reason, detail from messaging.alerts where resolved_at is null order by id`,
    )
    return rows.map(row => Object.values(row).join(' '))
  }
  const numbers = async () => (await ask(app, 'GET /api/channels')).body as Record<string, unknown>[]

  await t.test('a number is known by its digits once a message came to it; nobody else is blamed', async t => {
    const flagged = (displayNumber: string) => ({ display_phone_number: displayNumber, event: 'FLAGGED' })
    await studio.publish(shown(1, second, '15550109002'))
    await eventually(async () => (await studio.count('messaging.channels where display_number is not null')) === 1)
    await tell('phone_number_quality_update', flagged('+1 555-010-9001'))
    t.same(await alerts(), [`${channel} number_flagged `], 'the one of which nobody has told yet')
    await tell('phone_number_quality_update', { ...flagged('15550109001'), event: 'UNFLAGGED' })
    t.same(await alerts(), [])

    await studio.publish(shown(2, channel, '15550109001'))
    await eventually(async () => (await studio.count('messaging.channels where display_number is not null')) === 2)
    await tell('phone_number_quality_update', { ...flagged('15550109002'), current_limit: 'TIER_2K' })
    await tell('phone_number_quality_update', flagged('15550109999'))
    await tell('security', { display_phone_number: '15550109001', event: 'PIN_CHANGED' })
    t.same(await alerts(), [`${second} number_flagged TIER_2K`, `${channel} number_security PIN_CHANGED`])
    t.match(await numbers(), [
      { id: channel, displayNumber: '15550109001', quality: 'UNFLAGGED', messagingTier: 'TIER_2K' },
      { id: second, displayNumber: '15550109002', quality: 'FLAGGED', messagingTier: 'TIER_2K' },
    ])
    t.match((await app.server.inject('/metrics')).body, /message_unanswered_total\{kind="foreign_number".*\} 1/)
    await pool.query('update messaging.alerts set resolved_at = now()')
  })

  await t.test('forms that are blocked, a refused name, a warning that is over', async t => {
    const limit = { alert_type: 'LIMIT', alert_severity: 'CRITICAL' }
    await tell('flows', { event: 'FLOW_STATUS_CHANGE', flow_id: 7, old_status: 'PUBLISHED', new_status: 'BLOCKED' })
    await tell('flows', { event: 'FLOW_STATUS_CHANGE', flow_id: 8, old_status: 'DRAFT', new_status: 'PUBLISHED' })
    await tell('account_alerts', { ...limit, alert_status: 'ACTIVE' })
    const name = { decision: 'REJECTED', requested_verified_name: 'Best Studio', rejection_reason: 'MISLEADING' }
    await tell('phone_number_name_update', { display_phone_number: '15550109002', ...name })
    t.same((await alerts()).sort(), [
      `${channel} account_alert LIMIT`,
      `${channel} flow_limited 7: BLOCKED`,
      `${second} account_alert LIMIT`,
      `${second} flow_limited 7: BLOCKED`,
      `${second} number_name_rejected Best Studio`,
    ])
    await studio.publish(said(person(9), 'hi', { to: 'strange' }))
    const shown = /message_number_alerts\{channel="strange",reason="number_unknown".*\} 1/
    await eventually(async () => shown.test((await app.server.inject('/metrics')).body), { timeoutMs: 20_000 })
    await tell('account_alerts', { ...limit, alert_status: 'RESOLVED' })
    t.equal((await alerts()).filter(alert => alert.includes('account_alert')).length, 0)
  })

  await t.test('a person closes an alert; what goes wrong again is an alert again', async t => {
    const read = async (query: string) => (await ask(app, `GET /api/alerts?${query}`)).body.items
    const blocked = `open=true&reason=flow_limited&channel=${channel}`
    const [alert] = await read(blocked)
    t.match(alert, { detail: '7: BLOCKED', channel, contactId: null, closedAt: null })
    const close = `POST /api/alerts/${alert.alertId}/close`
    t.equal((await ask(app, close, { role: 'viewer' })).status, 403)
    t.match(await ask(app, close, { role: 'agent' }), {
      status: 200,
      body: { alertId: alert.alertId, closedAt: /^20/ },
    })
    t.same(await read(blocked), [])
    t.match(await read('open=false&limit=1&reason=flow_limited'), [{ alertId: alert.alertId }])
    await tell('flows', { event: 'FLOW_STATUS_CHANGE', flow_id: 7, old_status: 'BLOCKED', new_status: 'BLOCKED' })
    t.not((await read(blocked))[0].alertId, alert.alertId)
    t.equal((await ask(app, 'POST /api/alerts/999999/close')).status, 404)
    t.equal((await readAll(app, '/api/alerts', 2)).length, await studio.count('messaging.alerts'))
  })

  await t.test('whom nobody may write to first gets a template when that is over; answers leave', async t => {
    await eventually(async () => (await studio.count('messaging.templates')) === 1)
    const before = to(studio, 2).length
    const restriction = (hours: number) => ({
      restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
      expiration: Math.floor(Date.now() / 1000) + hours * 3600,
    })
    await tell('account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: [restriction(24)] })
    t.match(await numbers(), [{ state: 'active', restrictedUntil: /^20/ }, { restrictedUntil: /^20/ }])
    const { rows } = await pool.query(
      `update messaging.contacts set window_expires_at = now() where phone = $1 returning id`,
      [person(2).phone],
    )
    const contactId: string = rows[0].id
    const requester = { kind: 'automation', automationId: randomUUID(), executionId: randomUUID() } as const
    const content = { type: 'template', name: 'welcome', language: 'en_US' } as const
    const request = { requestId: randomUUID(), contactId, requester, essential: true, content }
    await studio.publish(told(messageRequested, contactId, request))
    const parked = `messaging.messages where state = 'parked' and reason = 'account_restricted'`
    await eventually(async () => (await studio.count(parked)) === 1)
    t.equal(await studio.count(`${parked} and parked_until > now() + interval '23 hours'`), 1)

    await studio.publish(said(person(3), 'hi'))
    await eventually(() => to(studio, 3).length === 1)
    t.equal(to(studio, 2).length, before)
    await tell('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } })
    await pool.query(`update messaging.messages set parked_until = now() where state = 'parked'`)
    await eventually(() => to(studio, 2).length === before + 1)
  })

  await t.test('who may not even answer stops until then; what is lifted is tried at once', async t => {
    const expiration = Math.floor(Date.now() / 1000) + 3600
    const restriction = { restriction_type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING', expiration }
    await tell('account_update', { event: 'ACCOUNT_RESTRICTION', restriction_info: [restriction] })
    const stopped = `messaging.channels where state = 'stopped'`
    t.equal(
      await studio.count(
        `${stopped} and retry_at between now() + interval '50 minutes' and now() + interval '61 minutes'`,
      ),
      2,
    )
    await tell('account_update', { event: 'ACCOUNT_DELETED' })
    await studio.publish(said(person(4), 'hi'))
    await eventually(async () => (await studio.count(`messaging.messages where state = 'queued'`)) === 1)
    await tell('account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } })
    await eventually(() => to(studio, 4).length === 1)
    await eventually(async () => (await studio.count(`${stopped} and id = '${channel}'`)) === 0)
  })
})

test('another user id is the same person; of strangers nothing is kept but that they were named', async t => {
  const studio = await openStudio({ PARTITIONS: '1' })
  t.teardown(() => studio.close())
  await studio.start()
  const { phone, userId } = person(1)
  await studio.publish(said({ userId, name: 'Person 1' }, 'hi'))
  await eventually(async () => (await studio.count('messaging.contacts')) === 1)
  const change = { user_id: { previous: userId, current: 'IL.77' }, parent_user_id: { current: 'IL.ENT.7' } }
  await studio.publish(news('user_id_update', { wa_id: phone, ...change }))
  const row = async () => (await studio.db.pool.query('select * from messaging.contacts')).rows
  await eventually(async () => (await row())[0].user_id === 'IL.77')
  t.match(await row(), [{ phone, parent_user_id: 'IL.ENT.7', window_expires_at: Date }])
  await studio.publish(said({ userId: 'IL.77' }, 'it is me'))
  await eventually(async () => (await studio.count(`messaging.messages where direction = 'in'`)) === 2)
  t.equal((await row()).length, 1)

  const stranger = { full_name: 'Somebody Else', phone_number: '972509999999' }
  const thread = { id: '972509999999', messages: [{ text: { body: 'a secret' } }] }
  await studio.publish(
    news('smb_app_state_sync', { type: 'contact', action: 'add', contact: stranger }),
    news('history', { metadata: { phase: 1 }, thread }),
    news('group_participants_update', { group_id: 'g', added_participants: [{ wa_id: '972509999999' }] }),
  )
  await eventually(async () => (await studio.count('messaging.account_changes')) === 4)
  const { rows } = await studio.db.pool.query('select json_agg(a)::text as all from messaging.account_changes a')
  t.notMatch(rows[0].all, /Somebody|972509999999|secret/)
  t.match(rows[0].all, /"kind":"history","phase":1,"messages":1/)
  t.equal((await row()).length, 1, 'nobody of an address book has written to us')
})
