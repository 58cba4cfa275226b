/** What stands in a bubble. The page draws it, tests read it. */
export interface ChatContent {
  type:
    | 'text'
    | 'image'
    | 'video'
    | 'audio'
    | 'document'
    | 'sticker'
    | 'location'
    | 'contacts'
    | 'buttons'
    | 'list'
    | 'link'
    | 'template'
    | 'choice'
    | 'other'
  text?: string
  header?: { type: 'text' | 'image' | 'video' | 'document'; text?: string; media?: ChatMedia }
  footer?: string
  media?: ChatMedia
  buttons?: { id: string; title: string }[]
  list?: { button: string; sections: ListSection[] }
  link?: { label: string; url: string }
}

export interface ListSection {
  title?: string
  rows: { id: string; title: string; description?: string }[]
}

export interface ChatMedia {
  mediaId: string
  /** Where the page reads it. */
  url: string
  mimeType: string
  filename?: string
  width?: number
  height?: number
}

/** Rank of a status; a status never goes back. */
export const statusRank = { pending: 0, sent: 1, delivered: 2, read: 3, failed: 4 } as const
export type ChatStatus = keyof typeof statusRank

export interface ChatMessage {
  /** wamid */
  id: string
  phone: string
  from: 'phone' | 'business'
  at: number
  content: ChatContent
  /** The message that is quoted. */
  quotes?: string
  status: ChatStatus
  /** Emoji by who reacted. */
  reactions: { phone?: string; business?: string }
  /** The business' own id of a message (`biz_opaque_callback_data`). */
  tag?: string
  /** From the phone: the webhook's item, kept until it was answered 200. */
  pendingItem?: Record<string, unknown>
}
