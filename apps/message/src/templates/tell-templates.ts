import { templateChanged } from '@astria-bot/contracts'
import { enqueueEvents, type Queryable } from '@astria-bot/store'
import { readTemplate } from '@astria-bot/whatsapp'
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
      variables: variablesOf(template),
    })
  })
  await enqueueEvents(tx, 'messaging', events)
}

/** What has to be filled in the body; null where the list does not say what the template consists of. */
function variablesOf(template: ChangedTemplate): string[] | null {
  const body = readTemplate({ id: template.name, ...template })?.body
  return body ? [...body.variables] : null
}
