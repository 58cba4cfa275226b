export { buildApp, type GatewayDependencies } from './app.ts'
export { type GatewaySettings, gatewayAliases, gatewaySettings } from './settings.ts'
