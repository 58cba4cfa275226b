export { automationSchema } from '../schemas.ts'
export { effects, inbox, outbox } from './durable.ts'
