import type { Template } from '../send/content.ts'
import { variablesIn } from '../templates/variables-in.ts'
import { fields } from '../values.ts'
import { templateVariables } from './message-form.ts'

/**
 * The variables of a template at Twilio that a message leaves open: Twilio would say its sample values to the customer.
 * `components` are as `ContentAndApprovals` lists them. Throws RejectedError for values that Twilio cannot take.
 */
export function openVariables(components: readonly unknown[], content: Template): string[] {
  const [kind = '', part = {}] = Object.entries(fields(components[0]) ?? {})[0] ?? []
  // Nothing is known of it but its state.
  if (!kind.includes('/')) return []
  const given = templateVariables(content, ({ fileKey }) => fileKey)
  return variablesIn(JSON.stringify(part)).filter(name => !Object.hasOwn(given, name))
}
