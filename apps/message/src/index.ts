export { buildApp } from './app.ts'
export type { MessageDependencies } from './message-dependencies.ts'
export { type MessageSettings, messageAliases, messageSettings } from './settings.ts'
