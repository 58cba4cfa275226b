import { RejectedError } from '@astria-bot/contracts'
import type { GraphAccess } from '../send/graph.ts'
import { readPages } from '../send/pages.ts'
import { type ProviderTemplate, readTemplate } from './read-template.ts'

const fieldNames = 'id,name,language,status,category,quality_score,rejected_reason,components'

/** Lists the templates of an account, page by page; with a name, its languages. */
export async function* listTemplates(
  access: GraphAccess,
  account: string | undefined,
  name: string | undefined,
): AsyncGenerator<ProviderTemplate> {
  if (account === undefined) throw new RejectedError('no_account', 'the id of the business account is not known')
  const query = new URLSearchParams({ fields: fieldNames, limit: '100', ...(name === undefined ? {} : { name }) })
  for await (const item of readPages(access, `/${encodeURIComponent(account)}/message_templates`, query)) {
    const template = readTemplate(item)
    // Meta finds names that only begin or contain the word.
    if (template && (name === undefined || template.name === name)) yield template
  }
}
