export { findNatsServer } from './nats/nats-binary.ts'
export { type Nats, type NatsOptions, startNats } from './nats/start-nats.ts'
