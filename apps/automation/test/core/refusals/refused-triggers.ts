import type { Refusal } from './samples.ts'

/** Triggers that never ring. */
export const refusedTriggers: readonly Refusal[] = [
  ['no name', { name: ' ' }, 'name', 'too_small', /./],
  ['an unknown word', { trigger: { type: 'full_moon' } }, 'trigger.type', 'invalid_union', /./],
  ['a stranger field', { colour: 'red' }, '', 'unrecognized_keys', /colour/],
  ['an unknown zone', { timeZone: 'Asia/Haifa' }, 'timeZone', 'custom', /no such time zone/],
  [
    'an unknown zone of a schedule',
    { trigger: { type: 'schedule', cron: '@daily', timeZone: 'Mars' } },
    'trigger.timeZone',
    'custom',
    /no such time zone/,
  ],
  [
    'an impossible cron',
    { trigger: { type: 'schedule', cron: '0 0 31 2 *', timeZone: 'UTC' } },
    'trigger.cron',
    'custom',
    /never fires/,
  ],
  [
    'a broken cron',
    { trigger: { type: 'schedule', cron: '0 25 * * *', timeZone: 'UTC' } },
    'trigger.cron',
    'custom',
    /hour 25/,
  ],
  [
    'a time that is over',
    { trigger: { type: 'once', at: '2026-11-21T20:00', timeZone: 'Asia/Jerusalem' } },
    'trigger.at',
    'in_the_past',
    /is over/,
  ],
  [
    'no such day',
    { trigger: { type: 'once', at: '2027-02-29T09:00', timeZone: 'UTC' } },
    'trigger.at',
    'custom',
    /no such time/,
  ],
  [
    'a time of no day',
    { trigger: { type: 'birthday', at: '24:00', leapDay: 'march_1' } },
    'trigger.at',
    'custom',
    /09:30/,
  ],
  [
    'an empty audience',
    { trigger: { type: 'schedule', cron: '@daily', timeZone: 'UTC' } },
    'trigger.audience',
    'empty_audience',
    /nobody/,
    { audienceSize: 0 },
  ],
  [
    'an audience that excludes itself',
    {
      trigger: {
        type: 'schedule',
        cron: '@daily',
        timeZone: 'UTC',
        audience: {
          all: [
            { field: 'contact.language', op: 'equals', value: 'he' },
            { field: 'contact.language', op: 'one_of', value: ['en'] },
          ],
        },
      },
    },
    'trigger.audience.all[1]',
    'never_true',
    /never be true/,
  ],
  [
    'before an event',
    { trigger: { type: 'relative', to: { event: 'order_paid' }, offset: { hours: 1 }, direction: 'before' } },
    'trigger.direction',
    'before_event',
    /before it happens/,
  ],
  [
    'a date that is none',
    { trigger: { type: 'relative', to: { field: 'contact.name' }, offset: { days: 1 }, direction: 'after' } },
    'trigger.to.field',
    'wrong_field',
    /no date/,
  ],
  [
    'a birthday by offset',
    { trigger: { type: 'relative', to: { field: 'contact.birthday' }, offset: { days: 1 }, direction: 'before' } },
    'trigger.to.field',
    'wrong_field',
    /trigger of their own/,
  ],
  [
    'a state that is none',
    { trigger: { type: 'message', states: ['NEW', 'TUNE_REDY'] } },
    'trigger.states[1]',
    'unknown_state',
    /"TUNE_REDY"\. Did you mean TUNE_READY\?/,
  ],
  [
    'hours that never end',
    {
      trigger: {
        type: 'message',
        outsideHours: {
          timeZone: 'UTC',
          weekly: [
            {
              days: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
              from: '08:00',
              to: '20:00',
            },
            {
              days: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
              from: '20:00',
              to: '08:00',
            },
          ],
        },
      },
    },
    'trigger.outsideHours',
    'never',
    /always there/,
  ],
  [
    'a state that is far off',
    { trigger: { type: 'keyword', keywords: [{ text: 'hi', match: 'exact' }], states: ['trained'] } },
    'trigger.states[0]',
    'unknown_state',
    /There are NEW, PICTURES_LOADED, TUNE_READY, WRITING_FEEDBACK\./,
  ],
  [
    'a number that is not ours',
    { trigger: { type: 'new_contact', channels: ['10654', '10655'] } },
    'trigger.channels[1]',
    'unknown_channel',
    /"10655" is none of our numbers\. Did you mean 10654\?/,
    { channels: ['10654', '20654'] },
  ],
  [
    'a date that is misspelt',
    { trigger: { type: 'relative', to: { field: 'model.expires' }, offset: { days: 3 }, direction: 'before' } },
    'trigger.to.field',
    'unknown_field',
    /Did you mean model\.expiresAt\?/,
  ],
]
