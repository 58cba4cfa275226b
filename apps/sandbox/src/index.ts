export { buildApp, type SandboxDependencies } from './app.ts'
export { type SandboxSettings, sandboxAliases, sandboxSettings } from './settings.ts'
