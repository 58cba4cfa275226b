import { type Fields, isFields } from '../graph/checks/fields.ts'
import type { Phone } from '../phones/phone.ts'
import type { Update } from '../webhooks/update.ts'
import { messageSid } from './twilio.ts'

export interface Business {
  accountSid: string
  number: string
  publicUrl(): string
}

type Form = Record<string, string>

const part = (item: Fields, name: string): Fields => (isFields(item[name]) ? (item[name] as Fields) : {})

const mediaTypes = ['image', 'video', 'audio', 'document', 'sticker']

function mediaForm(item: Fields, sid: string, { accountSid, publicUrl }: Business): Form {
  const media = part(item, String(item.type))
  const path = `/twilio/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${String(media.id)}`
  const body = String(media.caption ?? media.filename ?? '')
  return {
    NumMedia: '1',
    MediaUrl0: publicUrl() + path,
    MediaContentType0: String(media.mime_type),
    Body: body,
  }
}

function interactiveForm(item: Fields): Form {
  const interactive = part(item, 'interactive')
  const reply = part(interactive, String(interactive.type))
  if (interactive.type === 'list_reply') {
    return {
      ListId: String(reply.id),
      ListTitle: String(reply.title),
      Body: String(reply.title),
      MessageType: 'interactive',
    }
  }
  if (interactive.type === 'nfm_reply') return { FlowData: String(reply.response_json), MessageType: 'interactive' }
  return {
    ButtonPayload: String(reply.id),
    ButtonText: String(reply.title),
    Body: String(reply.title),
    MessageType: 'button',
  }
}

/** What a phone said, in the fields of Twilio. Undefined: Twilio does not tell such things. */
function contentForm(item: Fields, sid: string, business: Business): Form | undefined {
  const type = String(item.type)
  if (mediaTypes.includes(type)) return { ...mediaForm(item, sid, business), MessageType: type }
  switch (type) {
    case 'text':
      return { Body: String(part(item, 'text').body), MessageType: 'text' }
    case 'interactive':
      return interactiveForm(item)
    case 'button': {
      const { payload, text } = part(item, 'button')
      return { ButtonPayload: String(payload), ButtonText: String(text), Body: String(text), MessageType: 'button' }
    }
    case 'location': {
      const { latitude, longitude, name, address } = part(item, 'location')
      const place = { Latitude: String(latitude), Longitude: String(longitude), Body: '', MessageType: 'location' }
      return { ...place, ...(name ? { Label: String(name) } : {}), ...(address ? { Address: String(address) } : {}) }
    }
    case 'reaction':
      return undefined
    default:
      return { Body: '', MessageType: type }
  }
}

const addressOf = (phone: Phone) => `whatsapp:${phone.hideNumber ? phone.userId : `+${phone.id}`}`

function messageForm({ phone, id, item }: Update, business: Business): Form | undefined {
  const sid = messageSid(id)
  const content = contentForm(item, sid, business)
  if (!content) return undefined
  const quoted = part(item, 'context').id
  return {
    SmsMessageSid: sid,
    MessageSid: sid,
    SmsSid: sid,
    AccountSid: business.accountSid,
    ApiVersion: '2010-04-01',
    SmsStatus: 'received',
    NumSegments: '1',
    NumMedia: '0',
    From: addressOf(phone),
    To: `whatsapp:+${business.number}`,
    ProfileName: phone.name,
    ExternalUserId: `whatsapp:${phone.userId}`,
    ...(phone.hideNumber ? {} : { WaId: phone.id }),
    ...(quoted === undefined ? {} : { OriginalRepliedMessageSid: messageSid(String(quoted)) }),
    ...content,
  }
}

function statusForm({ phone, id, status = '', item }: Update, { accountSid, number }: Business): Form {
  const code = item.error_code === undefined ? {} : { ErrorCode: String(item.error_code) }
  return {
    MessageSid: id,
    SmsSid: id,
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    ChannelToAddress: addressOf(phone).replace('whatsapp:', ''),
    From: `whatsapp:+${number}`,
    To: addressOf(phone),
    SmsStatus: status,
    MessageStatus: status,
    ...(status === 'read' ? { EventType: 'READ' } : {}),
    ...code,
  }
}

/** An update as Twilio posts it. Undefined: it does not post such things. */
export const formOf = (update: Update, business: Business): Form | undefined =>
  update.kind === 'status' ? statusForm(update, business) : messageForm(update, business)
