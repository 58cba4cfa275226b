import type { Content, TemplateButton, TemplateCard, TemplateHeader, TemplateParameter } from '../content.ts'
import { type MediaId, optional, optionals, type Wire } from './parts.ts'

function parameter({ name, text, currency, dateTime }: TemplateParameter): Wire {
  const named = optional('parameter_name', name)
  if (dateTime) return { type: 'date_time', ...named, date_time: { fallback_value: text } }
  if (currency === undefined) return { type: 'text', ...named, text }
  const { code, amount1000: amount_1000 } = currency
  return { type: 'currency', ...named, currency: { fallback_value: text, code, amount_1000 } }
}

const body = (parameters: readonly TemplateParameter[] | undefined): Wire[] =>
  parameters === undefined || parameters.length === 0 ? [] : [{ type: 'body', parameters: parameters.map(parameter) }]

function headerParameter(value: TemplateHeader | TemplateCard['header'], mediaId: MediaId): Wire {
  switch (value.type) {
    case 'text':
      return parameter(value.parameter)
    case 'image':
    case 'video':
      return { type: value.type, [value.type]: { id: mediaId(value.file) } }
    case 'document':
      return {
        type: 'document',
        document: { id: mediaId(value.file), ...optional('filename', value.file.filename) },
      }
    case 'location': {
      const { latitude, longitude, name, address } = value
      return { type: 'location', location: { latitude, longitude, ...optionals({ name, address }) } }
    }
    case 'product':
      return { type: 'product', product: { product_retailer_id: value.productId, catalog_id: value.catalogId } }
  }
}

const header = (value: TemplateHeader | TemplateCard['header'] | undefined, mediaId: MediaId): Wire[] =>
  value === undefined ? [] : [{ type: 'header', parameters: [headerParameter(value, mediaId)] }]

function buttonParameter(button: TemplateButton): Wire {
  switch (button.type) {
    case 'quick_reply':
      return { type: 'payload', payload: button.value }
    case 'url':
      return { type: 'text', text: button.value }
    case 'copy_code':
      return { type: 'coupon_code', coupon_code: button.value }
    case 'flow':
      return {
        type: 'action',
        action: { flow_token: button.value, ...optional('flow_action_data', button.data) },
      }
    case 'catalog':
      return { type: 'action', action: { thumbnail_product_retailer_id: button.value } }
    case 'mpm': {
      const sections = button.sections.map(({ title, products }) => ({
        title,
        product_items: products.map(product_retailer_id => ({ product_retailer_id })),
      }))
      return { type: 'action', action: { thumbnail_product_retailer_id: button.value, sections } }
    }
  }
}

const buttons = (values: readonly TemplateButton[] = []): Wire[] =>
  values.map(button => ({
    type: 'button',
    sub_type: button.type,
    index: String(button.index),
    parameters: [buttonParameter(button)],
  }))

const cards = (values: readonly TemplateCard[] | undefined, mediaId: MediaId): Wire[] => {
  if (values === undefined) return []
  const wire = values.map((card, card_index) => ({
    card_index,
    components: [...header(card.header, mediaId), ...body(card.body), ...buttons(card.buttons)],
  }))
  return [{ type: 'carousel', cards: wire }]
}

function offer(endsAt: string | undefined): Wire[] {
  if (endsAt === undefined) return []
  const limited_time_offer = { expiration_time_ms: Date.parse(endsAt) }
  return [{ type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer }] }]
}

/** A template with its variables. */
export function templateWire(content: Content<'template'>, mediaId: MediaId): Wire {
  const components = [
    ...header(content.header, mediaId),
    ...body(content.body),
    ...offer(content.offerEndsAt),
    ...buttons(content.buttons),
    ...cards(content.cards, mediaId),
  ]
  const { name, language } = content
  return {
    type: 'template',
    template: { name, language: { code: language }, ...(components.length > 0 ? { components } : {}) },
  }
}
