import { z } from 'zod'
import { developmentOnly, setting } from './setting.ts'

/** The settings that every app has; spread them into its own: `z.object({ ...commonSettings(7070), … })`. */
export function commonSettings(port: number) {
  return {
    ENVIRONMENT: z
      .enum(['development', 'production', 'test'])
      .default('production')
      .describe('Where this runs. Development opens doors that production refuses.'),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
      .default('info')
      .describe('What is logged: trace, debug, info, warn, error, fatal or silent.'),
    HOST: setting.text().default('0.0.0.0').describe('The address to listen on.'),
    PORT: setting.port().default(port).describe('The port to listen on; 0 takes a free one.'),
    CRASH_AT: developmentOnly(setting.text())
      .optional()
      .describe('Tests only: the name of the crash point at which the process kills itself (`@3`: the third time).'),
  }
}

/** What `commonSettings` parses to. */
export type CommonSettings = z.infer<z.ZodObject<ReturnType<typeof commonSettings>>>
