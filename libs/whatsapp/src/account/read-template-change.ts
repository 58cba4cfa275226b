import type { AccountChange } from '@astria-bot/contracts'
import { templateLanguage } from '../templates/read-template.ts'
import { type Fields, fields, id, present, text } from '../values.ts'

type TemplateRef = { templateId?: string; name?: string; language?: string }

function templateIn(value: Fields): TemplateRef {
  const language = text(value.message_template_language)
  return present({
    templateId: id(value.message_template_id),
    name: text(value.message_template_name),
    language: language === undefined ? undefined : templateLanguage(language),
  }) as TemplateRef
}

/** Why: Meta's word, what it says beside it, and what it advises. */
function reasonIn(value: Fields): string | undefined {
  const rejection = fields(value.rejection_info)
  const word = text(value.reason)
  const parts = [
    word === 'NONE' ? undefined : word,
    text(fields(value.other_info)?.title),
    text(fields(value.disable_info)?.disable_date),
    text(rejection?.reason),
    text(rejection?.recommendation),
  ]
  const said = parts.filter(part => part !== undefined)
  return said.length === 0 ? undefined : said.join(': ')
}

/** Readers of what Meta tells about templates, by field. */
export const templateReaders: Readonly<Record<string, (value: Fields) => AccountChange | undefined>> = {
  message_template_status_update: value => {
    const status = text(value.event)
    if (status === undefined) return undefined
    const category = text(value.message_template_category)?.toLowerCase()
    return present({
      kind: 'template_status',
      ...templateIn(value),
      status: status.toUpperCase(),
      category,
      reason: reasonIn(value),
    }) as AccountChange
  },
  message_template_quality_update: value => {
    const quality = text(value.new_quality_score)
    if (quality === undefined) return undefined
    const previous = text(value.previous_quality_score)
    return present({ kind: 'template_quality', ...templateIn(value), quality, previous }) as AccountChange
  },
  template_category_update: value => {
    const category = text(value.new_category)?.toLowerCase()
    if (category === undefined) return undefined
    const previous = text(value.previous_category)?.toLowerCase()
    return present({ kind: 'template_category', ...templateIn(value), category, previous }) as AccountChange
  },
  message_template_components_update: value => ({ kind: 'template_components', ...templateIn(value) }),
}
