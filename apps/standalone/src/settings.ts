import { setting } from '@astria-bot/service'
import { z } from 'zod'
import { defaultPorts } from './local-environment.ts'

const port = (name: keyof typeof defaultPorts) =>
  setting.port().default(defaultPorts[name]).describe(`Standalone: the port of ${name}.`)

/** What the standalone reads from its environment; everything else it sets itself. */
export const standaloneSettings = z.object({
  ENVIRONMENT: z
    .enum(['development', 'test'])
    .default('development')
    .describe('Where this runs. Development opens doors that production refuses.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('warn')
    .describe('What is logged: trace, debug, info, warn, error, fatal or silent.'),
  STANDALONE_DATA_DIR: setting.text().default('.data').describe('Standalone: where its data and secrets are kept.'),
  GATEWAY_PORT: port('gateway'),
  MESSAGE_PORT: port('message'),
  IMAGE_PORT: port('image'),
  PAYMENT_PORT: port('payment'),
  AUTOMATION_PORT: port('automation'),
  SANDBOX_PORT: port('sandbox'),
})
export type StandaloneSettings = z.infer<typeof standaloneSettings>
