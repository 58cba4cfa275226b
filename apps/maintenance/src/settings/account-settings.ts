import { secret, setting } from '@astria-bot/service'
import { z } from 'zod'

/** `name:password`, several with commas. */
const passwords = () =>
  secret(
    setting.text().transform((value, context) => {
      const pairs = value.split(',').map(pair => pair.trim().split(':'))
      const found = new Map(pairs.map(([name = '', ...rest]) => [name, rest.join(':')]))
      const broken = [...found].some(([name, password]) => !/^[a-z]+$/.test(name) || password === '')
      if (broken) {
        context.issues.push({ code: 'custom', message: 'it is name:password, several with commas', input: value })
        return z.NEVER
      }
      return found as ReadonlyMap<string, string>
    }),
  )

/** Of the accounts that the apps have in the database and on the bus. */
export const accountSettings = {
  ROLE_PREFIX: setting
    .text()
    .regex(/^[a-z_][a-z0-9_]{0,30}$/)
    .default('astria_')
    .describe('In front of the names of the roles in the database that `roles` makes: astria_message and so on.'),
  ROLE_PASSWORDS: passwords()
    .optional()
    .describe('The passwords of these roles: message:…,image:…,payment:…,automation:…,maintenance:…'),
  NATS_PASSWORDS: passwords()
    .optional()
    .describe(
      'Of the accounts that `nats-config` prints: gateway:…,message:…, … Those without come from its environment.',
    ),
}
