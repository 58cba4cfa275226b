import { Currency } from '@astria-bot/contracts'
import type { z } from 'zod'
import { setting } from './setting.ts'

// Settings that several apps read: written once, so that they mean the same everywhere. Spread them into a schema.

/** How an app reaches the bus. */
export const busSettings = {
  NATS_URL: setting
    .secretAddress('nats', 'tls', 'ws', 'wss')
    .describe('NATS with JetStream: nats://host:4222, several with commas.'),
  NATS_REPLICAS: setting.integer(1, 5).default(1).describe('Copies of each stream: 1, or 3 in a cluster.'),
  BUS_MANAGE: setting
    .flag()
    .default(true)
    .describe('Whether an app makes its own streams and consumers. False where its account may not: see `streams`.'),
  PARTITIONS: setting.integer(1, 1024).default(32).describe('Partitions of the events; the same for every app.'),
}

/** How an app reaches the database. */
export const databaseSettings = {
  DATABASE_URL: setting
    .secretAddress('postgres', 'postgresql')
    .describe('Postgres, such as postgres://user:password@host/database.'),
}

/** How far an app's own requests may go. */
export const outsideSettings = {
  PRIVATE_HOSTS: setting
    .list()
    .default([])
    .describe('host:port of the outside world that may be on a private address: the sandbox.'),
}

const price = () => setting.integer(1, 100_000_000)

/** What is asked of customers: shown by one app and charged by another. */
export const priceSettings = {
  CURRENCY: Currency.default('ILS').describe('Of all prices, ISO 4217.'),
  LITE_TIER_PRICE: price().default(2900).describe('Price of the smallest set, in minor units.'),
  STANDARD_TIER_PRICE: price().default(4900).describe('Price of the middle set, in minor units.'),
  PREMIUM_TIER_PRICE: price().default(7900).describe('Price of the largest set, in minor units.'),
}

/** What the prices parse to. */
export type PriceSettings = z.infer<z.ZodObject<typeof priceSettings>>
