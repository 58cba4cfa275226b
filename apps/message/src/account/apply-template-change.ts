import type { AccountChange } from '@astria-bot/contracts'
import type { Transaction } from '@astria-bot/store'
import { type ChangedTemplate, changeTemplate, readTemplatesSoon, unparkForTemplates } from '../sql/templates.ts'
import { tellTemplates } from '../templates/tell-templates.ts'

/** Brings a template up to date with what WhatsApp told; the whole list is read again soon. */
export async function applyTemplateChange(
  tx: Transaction,
  account: string,
  change: AccountChange,
  nowMs: number,
): Promise<void> {
  switch (change.kind) {
    case 'template_status':
      await write({ status: change.status, category: change.category, reason: change.reason })
      if (change.status === 'APPROVED' && change.name !== undefined) {
        await tx.query(unparkForTemplates, [account, [change.name]])
      }
      return
    case 'template_quality':
      return write({ quality: change.quality })
    case 'template_category':
      return write({ category: change.category })
    case 'template_components':
      return write({})
    default:
      return
  }

  async function write(to: {
    status?: string
    category?: string | undefined
    quality?: string
    reason?: string | undefined
  }) {
    const { name, language } = change as { name?: string; language?: string }
    await tx.query(readTemplatesSoon, [account])
    if (name === undefined || language === undefined) return
    const { status = null, category = null, quality = null, reason = null } = to
    const values = [account, name, language, status, category, quality, reason]
    const changed = await tx.query<ChangedTemplate>(changeTemplate, values)
    if (status !== null) await tellTemplates(tx, changed, nowMs)
  }
}
