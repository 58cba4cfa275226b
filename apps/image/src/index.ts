export { buildApp, type ImageDependencies } from './app.ts'
export { type ImageSettings, imageAliases, imageSettings } from './settings.ts'
