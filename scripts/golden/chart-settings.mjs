import { streamOf, traffic } from '@astria-bot/contracts'
import { settingsList } from '@astria-bot/service'

/** The chart gives a container its port, and every pod listens to all addresses. */
const ofContainer = ['HOST', 'PORT']
/** Passwords of every account: for the job that makes them, which the chart hands them by name. */
const ofAccounts = ['ROLE_PASSWORDS', 'NATS_PASSWORDS']
/** An app may do without, to print its commands; a pod may not. */
const servers = ['DATABASE_URL', 'NATS_URL']

/** The durables of an app on each stream; there is one of each per partition. */
const consumersOf = app =>
  (traffic[app]?.consumes ?? []).flatMap(({ durable, events }) =>
    [...new Set(events.map(({ type }) => streamOf(type)))].toSorted().map(stream => ({ durable, stream })),
  )

/** What an app reads, for the templates: only names, and what a missing one is for. */
async function settingsOf(app) {
  const door = await import(`@astria-bot/${app}`)
  const all = settingsList(door[`${app}Settings`]).filter(({ name }) => ![...ofContainer, ...ofAccounts].includes(name))
  const names = filter =>
    all
      .filter(filter)
      .map(({ name }) => name)
      .toSorted()
  const isNeeded = ({ name, required }) => required || servers.includes(name)
  const required = all.filter(setting => setting.required && !setting.secret)
  return {
    plain: names(({ secret }) => !secret),
    required: required.map(({ name }) => name).toSorted(),
    why: Object.fromEntries(required.map(({ name, description }) => [name, description])),
    secret: names(setting => setting.secret && isNeeded(setting)),
    optionalSecret: names(setting => setting.secret && !isNeeded(setting)),
    developmentOnly: names(({ developmentOnly }) => developmentOnly),
    consumers: consumersOf(app),
  }
}

/** files/settings.json of the chart: which settings and which keys of the Secret each app gets. */
export async function chartSettings(apps) {
  return Object.fromEntries(await Promise.all(apps.map(async app => [app, await settingsOf(app)])))
}
