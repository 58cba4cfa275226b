import { type TemplateNeeds, type TemplatePartNeeds, templateChanged } from '@astria-bot/contracts'
import { enqueueEvents, type Queryable } from '@astria-bot/store'
import { hasKnownParts, readTemplate, type TemplateParts } from '@astria-bot/whatsapp'
import { newId } from '../ids/new-id.ts'
import { messageEvent } from '../message-event.ts'
import type { ChangedTemplate } from '../sql/templates.ts'

/** Tells the other apps how templates are now, as part of the transaction that changed them. */
export async function tellTemplates(tx: Queryable, changed: readonly ChangedTemplate[], nowMs: number): Promise<void> {
  const events = changed.map(template => {
    const { account, name, language, status } = template
    const attributes = { id: newId(nowMs), subject: account, time: new Date(nowMs) }
    return messageEvent(templateChanged, attributes, {
      account,
      name,
      language,
      status,
      needs: needsOf(template),
    })
  })
  await enqueueEvents(tx, 'messaging', events)
}

/** What has to be filled in; null where the list does not say what the template consists of. */
function needsOf(template: ChangedTemplate): TemplateNeeds | null {
  const read = readTemplate({ id: template.name, ...template })
  if (!read || !hasKnownParts(read)) return null
  return { ...partNeeds(read), cards: read.cards.map(partNeeds), limitedTimeOffer: read.limitedTimeOffer }
}

function partNeeds({ header, body, buttons }: TemplateParts): TemplatePartNeeds {
  return {
    ...(header ? { header: { format: header.format, variables: [...header.variables] } } : {}),
    ...(body ? { body: { variables: [...body.variables] } } : {}),
    buttons: buttons.map(({ type, text, needsValue }) => ({ type: type || 'unknown', text, needsValue })),
  }
}
