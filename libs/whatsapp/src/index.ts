export { readAccountChange } from './account/read-account-change.ts'
export { contactKey } from './contact-key.ts'
export { classify, type ErrorClass, isOptOut } from './errors/error-class.ts'
export { errorOf, failureOf, WhatsAppFailure } from './errors/whatsapp-failure.ts'
export type { HttpFetch } from './http-fetch.ts'
export { type MediaLocation, type MediaRequest, metaMediaHosts } from './media/download-media.ts'
export {
  type SampleOptions,
  type SamplePicture,
  type SampleSender,
  type SampleStatus,
  sampleMessageId,
  type WebhookBody,
  webhooks,
} from './sample-webhooks.ts'
export { checkLimits, type LimitProblem } from './send/check-limits.ts'
export { createWhatsAppClient, type WhatsAppOptions } from './send/create-client.ts'
export { type FileKind, filesOf, type MessageFile, uploadKeyOf } from './send/files-of.ts'
export { limits, maxDocumentBytes, mediaTypes } from './send/limits.ts'
export type { FoundMessage, HistoryEvent } from './send/message-history.ts'
export { numberedText, type Option, optionsOf } from './send/numbered-text.ts'
export { type Recipient, toWire, type WireMessage, type WireOptions } from './send/to-wire.ts'
export type { ReceivedMessage, WhatsAppClient } from './send/whatsapp-client.ts'
export { serializeEscaped } from './serialize-escaped.ts'
export { type SignatureVerdict, sign, verifySignature } from './signature.ts'
export { checkTemplate } from './templates/check-template.ts'
export {
  hasKnownParts,
  type ProviderTemplate,
  readTemplate,
  type TemplateButtonPart,
  type TemplateHeaderPart,
  type TemplateParts,
  type TemplateText,
  templateLanguage,
} from './templates/read-template.ts'
export { openVariables } from './twilio/check-content.ts'
export { createTwilioClient, type TwilioOptions } from './twilio/create-twilio-client.ts'
export { twilioMediaHosts } from './twilio/download.ts'
export { parseForm } from './twilio/form.ts'
export { parseTwilioWebhook, type TwilioWebhook } from './twilio/parse-webhook.ts'
export {
  signTwilioForm,
  signTwilioJson,
  type TwilioRequest,
  verifyTwilioSignature,
} from './twilio/signature.ts'
export { twilioWebhookAddress, twilioWebhookPath } from './twilio/webhook-address.ts'
export { keepRaw } from './webhook/keep-raw.ts'
export { parseJson } from './webhook/parse-json.ts'
export { type ParsedWebhook, parseWebhook } from './webhook/parse-webhook.ts'
