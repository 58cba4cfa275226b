import { chatMedia } from '../graph/chat-media.ts'
import type { Media } from '../graph/media-store.ts'
import { type Attach, attachments } from './attachments.ts'
import type { ChatContent } from './chat-message.ts'
import type { Phone } from './phone.ts'
import type { Say } from './say-schema.ts'
import { tapped } from './tapped.ts'
import type { World } from './world.ts'

/** What goes into the webhook beside id and time, and what stands in the chat. */
export interface Said {
  item: Record<string, unknown>
  content: ChatContent
  quotes?: string | undefined
}

function mediaItem(world: World, media: Media, caption: string | undefined): Record<string, unknown> {
  return {
    ...(caption ? { caption } : {}),
    ...(media.filename ? { filename: media.filename } : {}),
    mime_type: media.mimeType,
    sha256: media.sha256,
    id: media.id,
    url: `${world.publicUrl()}/graph-media/${world.media.sign(media.id, Date.now())}`,
  }
}

type MediaType = 'image' | 'video' | 'audio' | 'document' | 'sticker'

async function saidMedia(world: World, attach: Attach, type: MediaType, more = {}): Promise<Said> {
  const { bytes, caption, ...about } = attach
  const media = await world.media.add({ from: 'phone', ...about }, bytes)
  const { filename, ...unnamed } = mediaItem(world, media, caption)
  const item = type === 'document' && filename ? { ...unnamed, filename } : unnamed
  const content = { type, media: chatMedia(media), ...(caption ? { text: caption } : {}) }
  return { item: { type, [type]: { ...item, ...more } }, content }
}

type SayPictures = Extract<Say, { type: 'pictures' }>
type SayFile = Extract<Say, { file: unknown }>
type SayRest = Exclude<Say, SayPictures | SayFile | { type: 'button' | 'list' }>

async function saidPictures(world: World, { files, samples, replyTo }: SayPictures): Promise<Said[]> {
  const attached = await attachments(files, samples)
  const all = await Promise.all(attached.map(attach => saidMedia(world, attach, 'image')))
  return all.map(said => quoting(world, said, replyTo))
}

async function saidFile(world: World, say: SayFile): Promise<Said> {
  const [attach] = await attachments([{ ...say.file, raw: true }], [])
  const more = say.type === 'audio' ? { voice: say.voice } : say.type === 'sticker' ? { animated: false } : {}
  return saidMedia(world, attach!, say.type, more)
}

function quoting(world: World, said: Said, quotes: string | undefined): Said {
  if (!quotes) return said
  return { ...said, item: { ...said.item, context: { from: world.displayNumber, id: quotes } }, quotes }
}

function saidWords(world: World, say: SayRest): Said {
  switch (say.type) {
    case 'text': {
      const said: Said = { item: { type: 'text', text: { body: say.text } }, content: { type: 'text', text: say.text } }
      return quoting(world, said, say.replyTo)
    }
    case 'reaction': {
      const reaction = { message_id: say.messageId, emoji: say.emoji }
      return { item: { type: 'reaction', reaction }, content: { type: 'other' } }
    }
    case 'location': {
      const { type, ...location } = say
      const text = [say.name, `${say.latitude}, ${say.longitude}`].filter(Boolean).join('\n')
      return { item: { type, location }, content: { type, text } }
    }
    case 'contacts': {
      const contacts = say.names.map(name => ({ name: { formatted_name: name, first_name: name }, phones: [] }))
      return { item: { type: 'contacts', contacts }, content: { type: 'contacts', text: say.names.join('\n') } }
    }
    case 'raw':
      return { item: say.item, content: { type: 'other', text: String(say.item.type ?? 'unknown') } }
  }
}

/** One item per picture, else one in all. */
export async function whatIsSaid(world: World, phone: Phone, say: Say): Promise<Said[]> {
  if (say.type === 'button' || say.type === 'list') return [tapped(world, phone, say)]
  if (say.type === 'pictures') return saidPictures(world, say)
  return ['file' in say ? await saidFile(world, say) : saidWords(world, say)]
}
