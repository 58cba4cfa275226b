import {
  apiKeySettings,
  busSettings,
  commonSettings,
  databaseSettings,
  developmentOnly,
  numberSettings,
  outsideSettings,
  setting,
} from '@astria-bot/service'
import { z } from 'zod'
import { isTimeZone } from './core/index.ts'

/** What apps/automation reads from the environment. */
export const automationSettings = z.object({
  ...commonSettings(7074),
  ...databaseSettings,
  ...busSettings,
  ...outsideSettings,
  ...apiKeySettings,
  ...numberSettings,
  TIME_ZONE: setting
    .text()
    .refine(isTimeZone, 'there is no such time zone')
    .default('UTC')
    .describe('The zone of contacts and automations that name none, such as Asia/Jerusalem.'),
  AUTOMATIONS_PER_CONTACT_PER_DAY: setting
    .integer(0, 10_000)
    .default(20)
    .describe(
      "How many executions of all automations together begin for a contact on one of the contact's days; 0: no limit.",
    ),
  AUTOMATION_MESSAGES_PER_CONTACT_PER_DAY: setting
    .integer(0, 10_000)
    .default(20)
    .describe(
      "How many messages of all automations together a contact gets on one of the contact's days; 0: no limit.",
    ),
  AUTOMATION_FAILURES: setting
    .integer(1, 10_000)
    .default(10)
    .describe('After so many failures in a row an automation switches itself off.'),
  AUTOMATION_WEBHOOK_HOSTS: setting
    .list()
    .default([])
    .describe('Hosts that automations may call: hooks.example.com, *.example.com. Never on a private address.'),
  AUTOMATION_WEBHOOK_SECRET: setting
    .secrets()
    .optional()
    .describe(
      'Signs calls to outside webhooks (Standard Webhooks, whsec_…); several while rotating. Without it there are none.',
    ),
  HISTORY_DAYS: setting
    .integer(0, 366)
    .default(30)
    .describe('How long what happened is kept for dry runs; 0: nothing is kept.'),
  EXECUTION_DAYS: setting.integer(1, 3660).default(180).describe('How long executions that ended are kept.'),
  SCHEDULE_TICK: setting
    .text()
    .default('* * * * *')
    .describe('When schedules are looked at, as a cron line; six fields begin with seconds.'),
  WAITS_AT_ONCE: setting.integer(1, 5000).default(500).describe('Waits that go on in one transaction.'),
  TEST_CLOCK_FILE: developmentOnly(setting.text())
    .optional()
    .describe('Tests only: a file with the milliseconds that the clock of automations is ahead.'),
})
export type AutomationSettings = z.infer<typeof automationSettings>
