import { eventually } from '@astria-bot/testing'

/** What stands in a bubble of the sandbox's phone, as far as the story reads it. */
export interface Bubble {
  id: string
  from: 'phone' | 'business'
  status: string
  quotes?: string
  reactions: { phone?: string; business?: string }
  tag?: string
  content: {
    type: string
    text?: string
    header?: { type: string }
    media?: { mediaId: string; url: string; mimeType: string }
    buttons?: { id: string; title: string }[]
    list?: { button: string; sections: { rows: { id: string; title: string; description?: string }[] }[] }
    link?: { label: string; url: string }
  }
}

/** Something that can be tapped, and on which message. */
interface Target {
  type: 'button' | 'list'
  id: string
  messageId: string
}

/** What a bubble offers to be tapped. */
export const tapsOf = ({ id: messageId, content }: Bubble): Target[] => [
  ...(content.buttons ?? []).map(({ id }) => ({ type: 'button' as const, id, messageId })),
  ...(content.list?.sections ?? []).flatMap(({ rows }) =>
    rows.map(({ id }) => ({ type: 'list' as const, id, messageId })),
  ),
]

/** Whether a bubble offers a button or row of this kind: ids begin with what they are, `pack:260:woman`. */
export const offers = (kind: string) => (bubble: Bubble) => tapOf(bubble, kind) !== undefined

const tapOf = (bubble: Bubble, kind: string) =>
  tapsOf(bubble).find(({ id }) => id === kind || id.startsWith(`${kind}:`))

/** A phone of the sandbox, worked by a script in the way a person works it. */
export class Phone {
  readonly number: string
  readonly #sandbox: string

  constructor(sandboxUrl: string, number: string) {
    this.#sandbox = sandboxUrl
    this.number = number
  }

  /** The chat so far, the oldest bubble first. */
  async chat(): Promise<Bubble[]> {
    const response = await fetch(`${this.#sandbox}/phones/${this.number}`)
    return ((await response.json()) as { messages: Bubble[] }).messages
  }

  async say(message: Record<string, unknown>): Promise<string[]> {
    const response = await fetch(`${this.#sandbox}/phones/${this.number}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    })
    const answer = (await response.json()) as { messages?: { id: string }[]; error?: string }
    if (!answer.messages) throw new Error(`the phone refused ${JSON.stringify(message)}: ${answer.error}`)
    return answer.messages.map(({ id }) => id)
  }

  text(text: string): Promise<string[]> {
    return this.say({ type: 'text', text })
  }

  /** Pays an order at the provider, as its page does. */
  async pay(payment: { order: string; amount: number; currency: string }): Promise<void> {
    const response = await fetch(`${this.#sandbox}/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payment),
    })
    if (response.status !== 201) throw new Error(`the pay page answered ${response.status}: ${await response.text()}`)
  }

  /** Waits until the business has sent a bubble like this since the bubble `after`, and gives the newest one. */
  waitFor(what: string, matches: (bubble: Bubble) => boolean, options: { after?: string; timeoutMs?: number } = {}) {
    return eventually(
      async () => {
        const chat = await this.chat()
        const since = options.after ? chat.findIndex(({ id }) => id === options.after) + 1 : 0
        const found = chat.slice(since).findLast(bubble => bubble.from === 'business' && matches(bubble))
        if (!found) {
          const seen = chat
            .slice(-6)
            .map(({ from, content }) => `${from}: ${content.type} ${content.text?.slice(0, 60) ?? ''}`)
          throw new Error(`${this.number} waits for ${what}; the last bubbles are\n  ${seen.join('\n  ')}`)
        }
        return found
      },
      { timeoutMs: options.timeoutMs ?? 180_000, everyMs: 200 },
    )
  }

  /** Waits for a button or row whose id is of this kind, and taps it. */
  async tap(kind: string, options: { after?: string; timeoutMs?: number } = {}): Promise<string> {
    const bubble = await this.waitFor(`something to tap: ${kind}`, offers(kind), options)
    const [sent] = await this.say({ ...tapOf(bubble, kind) })
    return sent as string
  }
}
