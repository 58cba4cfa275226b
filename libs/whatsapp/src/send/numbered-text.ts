import type { OutboundContent } from '@astria-bot/contracts'

/** Something that can be tapped, with the id that comes back. */
export interface Option {
  readonly type: 'button' | 'list'
  readonly id: string
  readonly title: string
}

/** What can be tapped in a message, in the order in which it is shown. */
export function optionsOf(content: OutboundContent): readonly Option[] {
  if (content.type === 'buttons') return content.buttons.map(({ id, title }) => ({ type: 'button', id, title }))
  if (content.type !== 'list') return []
  return content.sections.flatMap(({ rows }) => rows.map(({ id, title }) => ({ type: 'list', id, title }) as const))
}

/**
 * A message with buttons, a list or a link as words alone: each option has a number, which can be answered. Undefined
 * for messages without any.
 */
export function numberedText(content: OutboundContent): string | undefined {
  if (content.type !== 'buttons' && content.type !== 'list' && content.type !== 'link') return undefined
  const { header, body, footer } = content
  const above = typeof header === 'string' ? header : header?.type === 'text' ? header.text : undefined
  const options =
    content.type === 'link'
      ? `${content.label}: ${content.url}`
      : optionsOf(content)
          .map(({ title }, index) => `${index + 1}. ${title}`)
          .join('\n')
  return [above && `*${above}*`, body, options, footer && `_${footer}_`].filter(Boolean).join('\n\n')
}
