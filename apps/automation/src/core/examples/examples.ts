import { Automation } from '../definition/automation.ts'
import birthday from './birthday.json' with { type: 'json' }
import expiringModel from './expiring-model.json' with { type: 'json' }
import feedbackThanks from './feedback-thanks.json' with { type: 'json' }
import keywordReply from './keyword-reply.json' with { type: 'json' }
import openingHours from './opening-hours.json' with { type: 'json' }
import unpaidCheckout from './unpaid-checkout.json' with { type: 'json' }
import welcome from './welcome.json' with { type: 'json' }

/** Ready-made automations, by their names: what an export looks like. They are switched off until somebody means them. */
export const examples: Readonly<Record<string, Automation>> = {
  welcome: Automation.parse(welcome),
  birthday: Automation.parse(birthday),
  'keyword-reply': Automation.parse(keywordReply),
  'opening-hours': Automation.parse(openingHours),
  'unpaid-checkout': Automation.parse(unpaidCheckout),
  'expiring-model': Automation.parse(expiringModel),
  'feedback-thanks': Automation.parse(feedbackThanks),
}
