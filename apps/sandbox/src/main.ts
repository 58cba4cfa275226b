import { runProcess } from '@astria-bot/service'
import { buildApp } from './app.ts'
import { sandboxAliases, sandboxSettings } from './settings.ts'

await runProcess({
  name: 'sandbox',
  env: process.env,
  settings: sandboxSettings,
  aliases: sandboxAliases,
  start: ({ settings, logger }) => buildApp({ settings, logger }),
})
