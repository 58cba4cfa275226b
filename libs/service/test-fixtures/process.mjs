// A process for run-process.test.ts: one slow route, and something to close at the end. What it needs is away while the
// file AWAY is there.
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { TransientError } from '@astria-bot/contracts'
import { z } from 'zod'
import { commonSettings, createMetrics, createServer, runProcess, SettingsError, setting } from '../dist/index.js'

await runProcess({
  name: 'example',
  env: process.env,
  settings: z.object({ ...commonSettings(0), API_KEY: setting.secret().describe('The key.') }),
  async start({ logger, crash, onEnd }) {
    const server = await createServer({ name: 'example', logger, metrics: createMetrics('example'), ready: async () => {} })
    server.get('/slow', async () => {
      await sleep(500)
      return { done: true }
    })
    server.get('/crash', async () => crash('example:crash'))
    server.get('/uncaught', async () => {
      setImmediate(() => {
        throw new Error('uncaught')
      })
      return {}
    })
    const close = async what => {
      await sleep(5)
      logger.info(`closed the ${what}`)
      await sleep(5)
    }
    onEnd(() => close('first'))
    onEnd(() => close('second'))
    const start = async () => {
      if (process.env.AWAY === 'settings') throw new SettingsError(['TOKEN is missing'])
      if (process.env.AWAY && fs.existsSync(process.env.AWAY)) {
        throw new TransientError('the broker cannot be reached', { cause: new Error('ECONNREFUSED') })
      }
    }
    return { name: 'example', server, start, stop: async () => logger.info('stopped') }
  },
})
