import type { Database } from '@astria-bot/store'
import type { ProviderTemplate } from '@astria-bot/whatsapp'
import type { Channels } from '../channels/open-channels.ts'
import { rows } from '../sql/rows.ts'
import {
  type ChangedTemplate,
  claimTemplateRead,
  lockTemplates,
  replaceTemplates,
  type TemplateRow,
  unparkForTemplates,
} from '../sql/templates.ts'
import { tellTemplates } from './tell-templates.ts'

/** What reading templates needs. */
export interface TemplateOptions {
  db: Database
  channels: Channels
  /** How often the list of an account is read. */
  everyMs: number
  now(): number
  /** Messages that waited for a template may go, and the others hear what changed. */
  wake(): void
}

interface DueAccount {
  id: string
  account: string
  dueAt: string
}

/** A list that is longer than this is not a list of templates. */
const mostTemplates = 20_000

/**
 * Reads the templates of one account whose turn it is, whatever number of replicas looks. Answers whether there was
 * one. A failure leaves the list as it was, and a minute later it is tried again.
 */
export async function readTemplates({ db, channels, everyMs, now, wake }: TemplateOptions): Promise<boolean> {
  const [due] = await db.query<DueAccount>(claimTemplateRead, [[...channels.keys()]])
  const client = due && channels.get(due.id)?.client
  if (!due || !client) return false
  const list: TemplateRow[] = []
  for await (const template of client.templates()) {
    list.push(templateRow(template))
    if (list.length >= mostTemplates) break
  }
  const changed = await db.transaction(async tx => {
    for (const lock of lockTemplates) await tx.query(lock, [due.account])
    const changed = await tx.query<ChangedTemplate>(replaceTemplates, [due.account, rows(list), due.dueAt, everyMs])
    await tellTemplates(tx, changed, now())
    const usable = changed.filter(({ status }) => status === 'APPROVED').map(({ name }) => name)
    if (usable.length > 0) await tx.query(unparkForTemplates, [due.account, usable])
    return changed
  })
  if (changed.length > 0) wake()
  return true
}

function templateRow({ id, name, language, status, category, quality, components }: ProviderTemplate): TemplateRow {
  return { name, language, providerId: id, status, category, quality, components }
}
