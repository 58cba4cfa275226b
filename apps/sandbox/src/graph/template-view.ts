import { type Template, type TemplateButton, templateId } from './templates.ts'

function button(value: TemplateButton): Record<string, unknown> {
  if (typeof value === 'string') return { type: 'QUICK_REPLY', text: value }
  return { ...value, type: value.type.toUpperCase() }
}

const components = ({ header, body, footer, buttons }: Template) => [
  ...(header
    ? [{ type: 'HEADER', format: header.format.toUpperCase(), ...(header.text ? { text: header.text } : {}) }]
    : []),
  { type: 'BODY', text: body },
  ...(footer ? [{ type: 'FOOTER', text: footer }] : []),
  ...(buttons?.length ? [{ type: 'BUTTONS', buttons: buttons.map(button) }] : []),
]

/** A template as the list shows it. */
export function templateView(template: Template): Record<string, unknown> {
  const { name, language, status, category, quality, reason } = template
  return {
    id: templateId(template),
    name,
    language,
    status,
    category: category.toUpperCase(),
    quality_score: { score: quality },
    rejected_reason: status === 'REJECTED' ? (reason ?? 'INVALID_FORMAT') : 'NONE',
    parameter_format: /\{\{[a-z_]/i.test(template.body) ? 'NAMED' : 'POSITIONAL',
    components: components(template),
  }
}

/** What Meta tells when a template has changed: one webhook for its state, its quality and its category each. */
export function templateNews(before: Template | undefined, after: Template): { field: string; value: object }[] {
  const about = {
    // Ids of templates are numbers in webhooks, and languages are written with a dash.
    message_template_id: Number(templateId(after)),
    message_template_name: after.name,
    message_template_language: after.language.replace('_', '-'),
  }
  const news: { field: string; value: object }[] = []
  if (before?.status !== after.status) {
    const value = { event: after.status, ...about, reason: after.reason ?? null }
    const category = { message_template_category: after.category.toUpperCase() }
    news.push({ field: 'message_template_status_update', value: { ...value, ...category } })
  }
  if (before && before.quality !== after.quality) {
    const value = { previous_quality_score: before.quality, new_quality_score: after.quality, ...about }
    news.push({ field: 'message_template_quality_update', value })
  }
  if (before && before.category !== after.category) {
    const value = { previous_category: before.category.toUpperCase(), new_category: after.category.toUpperCase() }
    news.push({ field: 'template_category_update', value: { ...about, ...value } })
  }
  return news
}
