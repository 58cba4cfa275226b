import { classify } from '@astria-bot/whatsapp'
import { type Consequence, consequenceOf } from './consequence.ts'

/** What an error of WhatsApp leads to beyond its message. */
export interface Aftermath {
  readonly channel: string
  readonly contactId: string
  readonly messageId: string
  /** Null: it was no error of WhatsApp. */
  readonly errorCode: number | null
  /** The template that was sent, if one was. */
  readonly template: { readonly name: string; readonly language: string } | null
  readonly stop: { readonly reason: string; readonly probe: boolean } | null
  /** The try was to see whether a stopped number works again. */
  readonly wasProbe: boolean
  readonly slow: Consequence['slow']
  /** When it was told; null: just now, in the answer to the sending. */
  readonly toldAt: Date | null
  readonly afterMs: number
  readonly alert: string | null
  readonly templateState: string | null
  readonly optOut: boolean
  /** WhatsApp does not know the message's files any more, or cannot read them: whoever sends them next uploads them anew. */
  readonly forgetFiles: boolean
}

/** Reads what an error leads to; null where it concerns its message alone. */
export function aftermathOf(
  errorCode: number | null,
  of: Pick<Aftermath, 'channel' | 'contactId' | 'messageId' | 'template' | 'wasProbe'> & {
    afterMs?: number | undefined
    toldAt?: Date | undefined
  },
): Aftermath | null {
  if (errorCode === null) return null
  const { message, stop, slow, alert, templateState, optOut } = consequenceOf(classify(errorCode), errorCode)
  const forgetFiles = message === 'upload_again'
  if (!stop && !slow && alert === null && templateState === null && !optOut && !forgetFiles) return null
  const { afterMs = 0, toldAt = null } = of
  return { ...of, afterMs, toldAt, errorCode, stop, slow, alert, templateState, optOut, forgetFiles }
}
