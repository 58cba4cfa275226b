import type { MessageContent } from '@astria-bot/contracts'

/** A template that a change is about; what the webhook does not name is missing. */
export interface TemplateRef {
  readonly templateId?: string
  readonly name?: string
  /** As in requests: `en_US`. */
  readonly language?: string
}

/** Whom a change is about: at least one id, if Meta tells. */
export interface PersonRef {
  readonly userId?: string
  readonly phone?: string
}

/** What changed at an account, read from the event `whatsapp.account.changed.v1`. */
export type AccountChange =
  /** `status` in Meta's words: `APPROVED`, `REJECTED`, `PAUSED`, `DISABLED`, … */
  | (TemplateRef & { kind: 'template_status'; status: string; category?: string; reason?: string })
  | (TemplateRef & { kind: 'template_quality'; quality: string; previous?: string })
  | (TemplateRef & { kind: 'template_category'; category: string; previous?: string })
  /** Its words are others now: it has to be read again. */
  | (TemplateRef & { kind: 'template_components' })
  /** `event`: `FLAGGED`, `THROUGHPUT_UPGRADE`, …; the number is known by the digits that people see. */
  | { kind: 'number_quality'; event: string; displayNumber?: string; tier?: string; previousTier?: string }
  | { kind: 'number_name'; displayNumber?: string; decision?: string; name?: string }
  /** New people that may be written to in a day: a number, -1 for any number, or a word such as `TIER_2K`. */
  | { kind: 'capability'; dailyPeople?: string; maxNumbers?: number }
  | {
      kind: 'account'
      event: string
      /** Nothing can be sent any more. */
      stopsSending: boolean
      /** A person has to look. */
      alarming: boolean
      reason?: string
      restrictions: readonly { type: string; until?: string }[]
    }
  /** Meta warns about an account, a number or a business: `severity` in its words (`CRITICAL`, `WARNING`, …). */
  | { kind: 'account_alert'; type: string; severity: string; status: string }
  /** Meta looked at the account: `APPROVED`, `REJECTED`, … */
  | { kind: 'account_review'; decision: string }
  /** Somebody changed what keeps the number ours: its PIN. `event`: `PIN_CHANGED`, `PIN_RESET_REQUEST`, … */
  | { kind: 'number_security'; event: string; displayNumber?: string }
  /** Latest `at` wins. `choice`: `stop`, `resume`, `signup`, or a word that is not known yet. */
  | (PersonRef & { kind: 'preference'; category: string; choice: string; at?: string })
  /** A customer calls (`USER_INITIATED`), or we do. `event`: `connect`, `terminate`, … */
  | (PersonRef & { kind: 'call'; callId: string; event: string; byCustomer: boolean; at?: string })
  /** A person answered in the phone app. */
  | (PersonRef & { kind: 'echo'; messageId: string; at: string; content: MessageContent })
  /** Something failed that is about no single message. */
  | { kind: 'error'; code: number; title?: string; details?: string }
  | { kind: 'group'; event: string; groupId?: string }
  /** A field that is not known, or one of Meta's that tells nothing to act on. */
  | { kind: 'other' }
