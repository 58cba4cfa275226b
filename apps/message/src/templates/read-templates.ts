import type { Database } from '@astria-bot/store'
import type { ProviderTemplate } from '@astria-bot/whatsapp'
import type { Channels } from '../channels/open-channels.ts'
import { rows } from '../sql/rows.ts'
import { claimTemplateRead, replaceTemplates, type TemplateRow, unparkForTemplates } from '../sql/templates.ts'

/** What reading templates needs. */
export interface TemplateOptions {
  db: Database
  channels: Channels
  /** How often the list of an account is read. */
  everyMs: number
  /** Messages that waited for a template may go. */
  wake(): void
}

/** A list that is longer than this is not a list of templates. */
const mostTemplates = 20_000

/**
 * Reads the templates of one account whose turn it is, whatever number of replicas looks. Answers whether there was
 * one. A failure leaves the list as it was until the next turn.
 */
export async function readTemplates({ db, channels, everyMs, wake }: TemplateOptions): Promise<boolean> {
  const [due] = await db.query<{ id: string; account: string }>(claimTemplateRead, [[...channels.keys()], everyMs])
  const client = due && channels.get(due.id)?.client
  if (!due || !client) return false
  const list: TemplateRow[] = []
  for await (const template of client.templates()) {
    list.push(templateRow(template))
    if (list.length >= mostTemplates) break
  }
  const changed = await db.query<TemplateRow>(replaceTemplates, [due.account, rows(list)])
  const usable = changed.filter(({ status }) => status === 'APPROVED').map(({ name }) => name)
  if (usable.length > 0) {
    await db.query(unparkForTemplates, [due.account, usable])
    wake()
  }
  return true
}

function templateRow({ id, name, language, status, category, quality, components }: ProviderTemplate): TemplateRow {
  return { name, language, providerId: id, status, category, quality, components }
}
