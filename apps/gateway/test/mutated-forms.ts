import fc from 'fast-check'
import { mutatedText, mutatedValue, unmarked } from './mutate.ts'

const common = {
  MessageSid: 'SM00000000000000000000000000000001',
  SmsSid: 'SM00000000000000000000000000000001',
  SmsMessageSid: 'SM00000000000000000000000000000001',
  AccountSid: 'AC00000000000000000000000000000001',
  From: 'whatsapp:+972500000101',
  To: 'whatsapp:+14155238886',
  ApiVersion: '2010-04-01',
}
const inbound = {
  ...common,
  SmsStatus: 'received',
  WaId: '972500000101',
  ProfileName: 'תמר',
  NumMedia: '0',
  NumSegments: '1',
  ExternalUserId: 'whatsapp:IL.1',
  ChannelMetadata: '{"type":"whatsapp","data":{"context":{"ProfileName":"Tamar"}}}',
}

/** What Twilio posts, one of each kind. */
export const forms: readonly Readonly<Record<string, string>>[] = [
  { ...inbound, MessageType: 'text', Body: 'שלום 👋' },
  {
    ...inbound,
    MessageType: 'image',
    NumMedia: '1',
    MediaUrl0: 'https://api.twilio.com/m',
    MediaContentType0: 'image/jpeg',
  },
  { ...inbound, MessageType: 'button', ButtonText: 'Begin', ButtonPayload: 'begin' },
  { ...inbound, MessageType: 'interactive', ListId: 'row-1', ListTitle: 'One' },
  { ...inbound, MessageType: 'interactive', FlowData: '{"a":[1,2]}', InteractiveData: '{"b":1}' },
  { ...inbound, MessageType: 'location', Latitude: '32.08', Longitude: '34.78', Address: '1 Quay', Label: 'Port' },
  { ...inbound, Body: 'hi', ReferralBody: 'Portraits', ReferralSourceId: '77', ReferralCtwaClid: 'c1' },
  { ...inbound, Body: 'yes', OriginalRepliedMessageSid: 'SM2', Forwarded: 'true' },
  { ...common, From: common.To, To: common.From, MessageStatus: 'undelivered', ErrorCode: '63016' },
  { ...common, From: common.To, To: common.From, MessageStatus: 'read', EventType: 'READ' },
]

/** Text in the writing of forms; what is no text is written as JSON, and halves of characters as their bytes. */
function encoded(value: unknown): string {
  const text = unmarked(typeof value === 'string' ? value : JSON.stringify(value))
  return [...text].map(char => (/^[\ud800-\udfff]$/.test(char) ? '%ED%A0%BD' : encodeURIComponent(char))).join('')
}

const fields = fc.constantFrom(...forms)

/** A form with up to six things wrong in it, as the text that is sent. */
export const mutatedForm: fc.Arbitrary<string> = mutatedValue(fields).map(form =>
  Object.entries(form as object)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&'),
)

/** The same as JSON, in which values can be of any kind. */
export const mutatedJson: fc.Arbitrary<string> = mutatedText(fields)
