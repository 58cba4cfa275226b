import type { FileRef } from './words.ts'

/** A message to the customer. The same shape as `OutboundContent` of the contracts, in the core's own words. */
export type OutboundMessage =
  | { type: 'text'; body: string; quote?: string }
  | { type: 'image'; file: FileRef; caption?: string; quote?: string }
  | { type: 'video'; file: FileRef; caption?: string; quote?: string }
  | { type: 'reaction'; messageId: string; emoji: string }
  | {
      type: 'buttons'
      body: string
      buttons: { id: string; title: string }[]
      header?: { type: 'text'; text: string } | { type: 'image'; file: FileRef } | { type: 'video'; file: FileRef }
      footer?: string
      quote?: string
    }
  | {
      type: 'list'
      body: string
      button: string
      sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[]
      header?: string
      footer?: string
      quote?: string
    }
  | {
      type: 'link'
      body: string
      label: string
      url: string
      header?: { type: 'text'; text: string } | { type: 'image'; file: FileRef } | { type: 'video'; file: FileRef }
      footer?: string
      quote?: string
    }
