// A process for run-process.test.ts: one slow route, and something to close at the end.
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { commonSettings, createMetrics, createServer, runProcess, setting } from '../dist/index.js'

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
    onEnd(async () => logger.info('closed the first'))
    onEnd(async () => logger.info('closed the second'))
    return { name: 'example', server, start: async () => {}, stop: async () => logger.info('stopped') }
  },
})
