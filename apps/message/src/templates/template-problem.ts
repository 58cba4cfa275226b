import { isSendableTemplate, type OutboundContent } from '@astria-bot/contracts'
import { checkTemplate, hasKnownParts, openVariables, readTemplate } from '@astria-bot/whatsapp'
import type { KnownTemplate } from '../sql/claim-messages.ts'

type Template = Extract<OutboundContent, { type: 'template' }>

/**
 * Why a template cannot be sent with these values, in a word such as `template_missing:body`; null if it can. `known`
 * is what the account's list says; where nobody has read the list, WhatsApp decides.
 */
export function templateProblem(content: Template, known: KnownTemplate | null, listIsKnown: boolean): string | null {
  if (!known) return listIsKnown ? 'template_unknown' : null
  if (!isSendableTemplate(known.status)) return `template_${known.status.toLowerCase()}`
  const { name, language } = content
  const template = readTemplate({ id: name, name, language, ...known })
  if (!template) return null
  if (!hasKnownParts(template)) return twilioProblem(template.components, content)
  const [problem] = checkTemplate(template, content)
  return problem ? `template_${problem.code}:${problem.field}` : null
}

/** Where the parts are not Meta's they are Twilio's, which have one numbering for all values. */
function twilioProblem(components: readonly unknown[], content: Template): string | null {
  const [open] = openVariables(components, content)
  return open === undefined ? null : `template_missing:${open}`
}
