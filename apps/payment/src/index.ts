export { buildApp, type PaymentDependencies } from './app.ts'
export { type PaymentSettings, paymentSettings } from './settings.ts'
