import type { Effect } from '../effect.ts'
import type { OutboundMessage } from '../outbound-message.ts'
import type { Tap } from '../taps/tap.ts'
import { tapId } from '../taps/tap-id.ts'
import { cut } from '../text/cut.ts'

type Say = Extract<Effect, { kind: 'say' }>
type Header = Extract<OutboundMessage, { type: 'buttons' }>['header']

/** A button: what it asks for, and its title. */
export type Button = readonly [tap: Tap, title: string]

/** A row of a list: what it asks for, and its words. */
export interface Row {
  readonly tap: Tap
  readonly title: string
  readonly description?: string
}

/** A plain text, quoting a message of the customer if one is named. */
export function sayText(body: string, quote?: string): Say {
  return { kind: 'say', message: { type: 'text', body: cut(body, 4096), ...(quote === undefined ? {} : { quote }) } }
}

/** An emoji at a message of the customer. */
export function sayReaction(messageId: string, emoji: string): Say {
  return { kind: 'say', message: { type: 'reaction', messageId, emoji } }
}

/** Up to three buttons under a text, and above it a picture or video, if there is one. */
export function sayButtons(body: string, buttons: readonly Button[], header?: Header): Say {
  return {
    kind: 'say',
    message: {
      type: 'buttons',
      body: cut(body, 1024),
      buttons: buttons.slice(0, 3).map(([tap, title]) => ({ id: tapId(tap), title: cut(title, 20) })),
      ...(header === undefined ? {} : { header }),
    },
  }
}

/** A text with a button that opens up to ten rows. */
export function sayList(body: string, button: string, rows: readonly Row[]): Say {
  return {
    kind: 'say',
    message: {
      type: 'list',
      body: cut(body, 4096),
      button: cut(button, 20),
      sections: [{ rows: rows.slice(0, 10).map(listRow) }],
    },
  }
}

/** A text with a button that opens a page. */
export function sayLink(body: string, label: string, url: string): Say {
  return { kind: 'say', message: { type: 'link', body: cut(body, 1024), label: cut(label, 20), url } }
}

/** The same, but never twice. */
export function once(key: string, say: Say): Say {
  return { ...say, once: key }
}

function listRow({ tap, title, description }: Row): { id: string; title: string; description?: string } {
  const row = { id: tapId(tap), title: cut(title, 24) }
  return description ? { ...row, description: cut(description, 72) } : row
}
