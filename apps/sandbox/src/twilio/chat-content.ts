import { chatMedia } from '../graph/chat-media.ts'
import { type Fields, isFields } from '../graph/checks/fields.ts'
import { kindOf } from '../graph/media-limits.ts'
import type { ChatContent, ChatMedia } from '../phones/chat-message.ts'
import type { Content, Twilio } from './twilio.ts'
import { TwilioError } from './twilio-error.ts'

const MAX_BODY = 1600
const MAX_PICTURE = 5 * 1024 * 1024
const MAX_FILE = 16 * 1024 * 1024

/** Twilio fetches what it sends. */
async function fetchMedia(twilio: Twilio, url: string): Promise<ChatMedia> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
  if (!answer?.ok) throw new TwilioError(63019)
  const mimeType = answer.headers.get('content-type') ?? 'application/octet-stream'
  const bytes = Buffer.from(await answer.arrayBuffer())
  const fits = bytes.byteLength <= (mimeType.startsWith('image/') ? MAX_PICTURE : MAX_FILE)
  const [sizeBytes, path] = [bytes.byteLength, new URL(url).pathname]
  twilio.record.add('twilio.fetch', fits ? 'accepted' : 'refused', { path, mimeType, sizeBytes })
  if (!fits) throw new TwilioError(63019)
  return chatMedia(await twilio.media.add({ from: 'business', mimeType }, bytes))
}

const fill = (text: unknown, variables: Fields): string =>
  String(text ?? '').replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(variables[name] ?? ''))

const actionsOf = (part: Fields): Fields[] => (Array.isArray(part.actions) ? part.actions.filter(isFields) : [])

/** The buttons or the link of a content. */
function tappable(part: Fields, variables: Fields): Pick<ChatContent, 'type' | 'buttons' | 'link'> {
  const actions = actionsOf(part)
  const link = actions.find(({ type }) => type === 'URL')
  if (link) return { type: 'link', link: { label: fill(link.title, variables), url: fill(link.url, variables) } }
  const buttons = actions.map(({ id, title }) => ({ id: fill(id ?? title, variables), title: fill(title, variables) }))
  return buttons.length > 0 ? { type: 'buttons', buttons } : { type: 'template' }
}

async function richContent(twilio: Twilio, { types }: Content, variables: Fields): Promise<ChatContent> {
  const [kind = '', part = {}] = Object.entries(types)[0] ?? []
  const text = fill(part.body ?? part.title, variables)
  if (text.length > MAX_BODY) throw new TwilioError(21617)
  if (kind === 'twilio/list-picker') {
    const items = Array.isArray(part.items) ? part.items.filter(isFields) : []
    const rows = items.map(({ id, item, description }) => ({
      id: fill(id, variables),
      title: fill(item, variables),
      ...(description ? { description: fill(description, variables) } : {}),
    }))
    return { type: 'list', text, list: { button: fill(part.button, variables), sections: [{ rows }] } }
  }
  const [url] = Array.isArray(part.media) ? part.media : []
  if (url === undefined) return { ...tappable(part, variables), text }
  const media = await fetchMedia(twilio, fill(url, variables))
  const type = media.mimeType.startsWith('video/') ? 'video' : 'image'
  return { ...tappable(part, variables), text, header: { type, media } }
}

/** What a request to send becomes in the chat. Throws a TwilioError. */
export async function chatContent(twilio: Twilio, form: Readonly<Record<string, string>>): Promise<ChatContent> {
  const { Body: body, MediaUrl: mediaUrl, ContentSid: contentSid, PersistentAction: place } = form
  if (contentSid) {
    const content = twilio.contents.get(contentSid)
    if (!content) throw new TwilioError(21655)
    const variables: unknown = JSON.parse(form.ContentVariables ?? '{}')
    return richContent(twilio, content, isFields(variables) ? variables : {})
  }
  if ((body?.length ?? 0) > MAX_BODY) throw new TwilioError(21617)
  if (mediaUrl) {
    const media = await fetchMedia(twilio, mediaUrl)
    return { type: kindOf(media.mimeType), media, ...(body ? { text: body } : {}) }
  }
  if (place) return { type: 'location', text: [body, place.replace('geo:', '')].filter(Boolean).join('\n') }
  if (!body) throw new TwilioError(21619)
  return { type: 'text', text: body }
}
