export { hashApiKey, newApiKey } from './api-keys/api-key.ts'
export { apiKeySettings } from './api-keys/api-key-settings.ts'
export { type ApiKeys, createApiKeys } from './api-keys/api-keys.ts'
export { holderOf, protectApi } from './api-keys/protect-api.ts'
export { includesRole, type KeyHolder, Role } from './api-keys/role.ts'
export { type App, stopApp } from './app.ts'
export { type Crash, crashPoint } from './crash-point.ts'
export { every, type Loop } from './every.ts'
export { createServer, type ServerOptions } from './http/create-server.ts'
export { documentedBody } from './http/documented-body.ts'
export { type Problem, problemOf, sendProblem } from './http/problem.ts'
export type { Server } from './http/server.ts'
export { createLogger, type Logger, type LoggerOptions } from './log/create-logger.ts'
export { maskId, maskText, redact } from './log/redact.ts'
export { countBusEvents, createMetrics, type Metrics } from './metrics.ts'
export { checkUrl } from './outbound/check-url.ts'
export {
  createGuardedFetch,
  type GuardedFetch,
  type GuardedFetchOptions,
  type GuardedInit,
} from './outbound/guarded-fetch.ts'
export type { Resolve } from './outbound/guarded-lookup.ts'
export { isPublicAddress } from './outbound/public-address.ts'
export { type ProcessOptions, runProcess, type Start } from './run-process.ts'
export { type ChannelAccount, type ChannelRates, channelAccounts } from './settings/channel-accounts.ts'
export { type ChannelSettings, channelSettings } from './settings/channel-settings.ts'
export { type CommonSettings, commonSettings } from './settings/common-settings.ts'
export { describeSettings } from './settings/describe-settings.ts'
export { type FilesSettings, filesAccess, filesSettings } from './settings/files-settings.ts'
export { type Environment, loadSettings, SettingsError } from './settings/load-settings.ts'
export { channelIds, type NumberSettings, numberSettings } from './settings/number-settings.ts'
export { developmentOnly, secret, setting } from './settings/setting.ts'
export { type Aliases, type SettingDescription, settingsList } from './settings/settings-list.ts'
export {
  busSettings,
  databaseSettings,
  outsideSettings,
  type PriceSettings,
  priceSettings,
} from './settings/shared-settings.ts'
export { type BacklogReading, backlogMetrics } from './watch-backlog.ts'
