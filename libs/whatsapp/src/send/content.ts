import type { OutboundContent } from '@astria-bot/contracts'

/** A message of one type. */
export type Content<Type extends OutboundContent['type']> = Extract<OutboundContent, { type: Type }>

/** What may stand above the text of an interactive message. */
export type Header = NonNullable<Content<'buttons'>['header']>

/** The parts of a template. */
export type Template = Content<'template'>
export type TemplateHeader = NonNullable<Template['header']>
export type TemplateCard = NonNullable<Template['cards']>[number]
export type TemplateButton = NonNullable<Template['buttons']>[number]
export type TemplateParameter = NonNullable<Template['body']>[number]
