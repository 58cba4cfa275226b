import type { Statement } from '@astria-bot/store'

/** A business number as others look at it. */
export interface ChannelRow {
  id: string
  provider: 'cloud' | 'twilio'
  account: string | null
  state: 'active' | 'stopped'
  stopReason: string | null
  stopCode: number | null
  stoppedAt: Date | null
  slowUntil: Date | null
  ratePerSecond: number
  quality: string | null
  messagingTier: string | null
  displayNumber: string | null
  restrictedUntil: Date | null
}

/**
 * Brings the numbers up to date with the settings. Another token than the refused one sets a stopped number going.
 * Parameter: rows of ChannelPlan with `tokenFingerprint` and without the token.
 */
export const seedChannels: Statement = {
  name: 'messaging:seed-channels',
  text: `
    insert into messaging.channels as c
      (id, provider, display_number, account, token_name, token_fingerprint, rate_per_second, pair_burst, pair_interval_ms)
    select id, provider, case when provider = 'twilio' then id end, account, "tokenName", "tokenFingerprint", "ratePerSecond", "pairBurst", "pairIntervalMs"
    from json_to_recordset($1::json) as given (id text, provider text, account text, "tokenName" text,
      "tokenFingerprint" text, "ratePerSecond" int, "pairBurst" int, "pairIntervalMs" int)
    order by id
    on conflict (id) do update set
      provider = excluded.provider, account = excluded.account, token_name = excluded.token_name,
      token_fingerprint = excluded.token_fingerprint, rate_per_second = excluded.rate_per_second,
      pair_burst = excluded.pair_burst, pair_interval_ms = excluded.pair_interval_ms,
      templates_due_at = case when c.account is distinct from excluded.account then now() else c.templates_due_at end,
      state = case when c.token_fingerprint <> excluded.token_fingerprint then 'active' else c.state end,
      resumed_at = case when c.token_fingerprint <> excluded.token_fingerprint then now() else c.resumed_at end`,
}

/** All numbers, as they are. */
export const loadChannels: Statement = {
  name: 'messaging:load-channels',
  text: `
    select id, provider, account, state, stop_reason as "stopReason", stop_code as "stopCode",
      stopped_at as "stoppedAt", slow_until as "slowUntil", rate_per_second as "ratePerSecond", quality,
      messaging_tier as "messagingTier", display_number as "displayNumber",
      case when restricted_until > now() then restricted_until end as "restrictedUntil"
    from messaging.channels order by id`,
}

/**
 * The number sent too fast, or its account asks too much: nothing leaves for 4^n s (n: how often in a row), at least as
 * long as was asked. Messages that were under way together count once. Parameters: channel, ms at least, ms at most, a
 * random number, whether every number of its account waits.
 */
export const slowChannels: Statement = {
  name: 'messaging:slow-channels',
  text: `
    with slowed as (
      select id from messaging.channels
      where id = $1 or $5 and account = (select account from messaging.channels where id = $1)
      order by id for no key update
    )
    update messaging.channels c set
      slow_until = now() + least(greatest($2::float8, 1000 * power(4, least(c.slowed, 10)) * (1 + $4::float8 / 4)), $3::float8)
        * interval '1 millisecond',
      slowed = c.slowed + 1
    from slowed where c.id = slowed.id and (c.slow_until is null or c.slow_until <= now())`,
}

/**
 * WhatsApp refuses the account. Messages that were under way together count once; a try that failed again (fourth
 * parameter) waits twice as long. Parameters: channel, reason, code, whether it was a try, ms until the next try
 * (null: none), ms at most. Answers the row if it changed.
 */
export const stopChannel: Statement = {
  name: 'messaging:stop-channel',
  text: `
    update messaging.channels set
      state = 'stopped', stop_reason = $2, stop_code = $3, stops = stops + 1,
      stopped_at = case when state = 'stopped' then stopped_at else now() end,
      retry_at = case when $5::float8 is not null
        then now() + least($5 * power(2, least(stops, 10)), $6::float8) * interval '1 millisecond' end
    where id = $1 and (state = 'active' or ($4 and retry_at is not null))
    returning id`,
}

/**
 * WhatsApp took a message after the number had been too fast: at full rate from now on, unless it was too fast again
 * meanwhile. It says nothing about a stop that came while the message was under way. Parameter: channels.
 */
export const quickenChannels: Statement = {
  name: 'messaging:quicken-channels',
  text: `
    update messaging.channels set slowed = 0, slow_until = null
    where id = any($1::text[]) and (slow_until is null or slow_until <= now())`,
}

/**
 * WhatsApp took the message that was to try a stopped number, or a person says so: whatever was wrong is over. Parameter:
 * channels.
 */
export const resumeChannels: Statement = {
  name: 'messaging:resume-channels',
  text: `
    with resumed as (
      update messaging.channels set state = 'active', stop_reason = null, stop_code = null, stopped_at = null,
        retry_at = null, resumed_at = now(), stops = 0, slowed = 0, slow_until = null
      where id = any($1::text[])
      returning id
    ),
    closed as (
      update messaging.alerts set resolved_at = now()
      where channel in (select id from resumed) and reason = 'sender_stopped' and resolved_at is null
    )
    select id from resumed`,
}

/**
 * Numbers whose state is about to change, and those of the same accounts, before their lanes and messages, as claiming
 * locks them. Parameter: channels.
 */
export const lockChannels: Statement = {
  name: 'messaging:lock-channels',
  text: `
    select id from messaging.channels
    where id = any($1::text[]) or account in (select account from messaging.channels where id = any($1::text[]))
    order by id for no key update`,
}

/**
 * Which of the numbers were set going again, or had a message taken by WhatsApp, well after something was told about them:
 * webhooks come again for days. Five minutes, because what was under way is still taken for a while. Only the newest
 * messages are looked at: they lie together. Parameters: channels; the time of what was told.
 */
export const numbersGoneOn: Statement = {
  name: 'messaging:numbers-gone-on',
  text: `
    select id from messaging.channels where id = any($1::text[]) and resumed_at > $2::timestamptz
    union
    select channel from (
      select channel, accepted_at from messaging.messages order by seq desc limit 1000
    ) as newest
    where channel = any($1::text[]) and accepted_at > $2::timestamptz + interval '5 minutes'`,
}

/** Parameter: account. */
export const numbersOfAccount: Statement = {
  name: 'messaging:numbers-of-account',
  text: 'select id, display_number as "displayNumber" from messaging.channels where account = $1 order by id',
}

/** Parameters: channels; quality. */
export const rateNumbers: Statement = {
  name: 'messaging:rate-numbers',
  text: 'update messaging.channels set quality = $2 where id = any($1::text[])',
}

/** Parameters: account; messaging limit or null, which all numbers of the account share. */
export const limitNumbers: Statement = {
  name: 'messaging:limit-numbers',
  text: 'update messaging.channels set messaging_tier = coalesce($2, messaging_tier) where account = $1',
}

/** Nobody may be written to first until then. Parameters: channels; time. */
export const restrictNumbers: Statement = {
  name: 'messaging:restrict-numbers',
  text: `
    update messaging.channels set restricted_until = greatest(restricted_until, $2::timestamptz)
    where id = any($1::text[])`,
}

/** A ban is lifted: one message is tried from each number that stands because of it. Parameter: channels. */
export const tryNumbersAgain: Statement = {
  name: 'messaging:try-numbers-again',
  text: `
    update messaging.channels set
      restricted_until = null,
      retry_at = case when state = 'stopped' and stop_reason like 'account\\_%' then now() else retry_at end
    where id = any($1::text[])`,
}

/** How people see the numbers. Parameters: channels, and the digits of each. Only what is new is written. */
export const showNumbers: Statement = {
  name: 'messaging:show-numbers',
  text: `
    update messaging.channels c set display_number = given.number
    from (select unnest($1::text[]) as id, unnest($2::text[]) as number order by 1) as given
    where c.id = given.id and c.display_number is distinct from given.number`,
}

/** What customers send counts for the number's rate too. Parameters: channels, and how many messages each got. */
export const chargeChannels: Statement = {
  name: 'messaging:charge-channels',
  text: `
    update messaging.channels c set
      sends_tat = least(greatest(c.sends_tat, now()) + given.count * interval '1 second' / c.rate_per_second,
        now() + interval '1 second')
    from (select unnest($1::text[]) as id, unnest($2::int[]) as count order by 1) as given
    where c.id = given.id`,
}
