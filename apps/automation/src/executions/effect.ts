import type { contactChangeRequested, DataOf, OutboundContent, TemplateContent } from '@astria-bot/contracts'

/** What a contact's change asks for. */
export type ContactChange = Omit<DataOf<typeof contactChangeRequested>, 'contactId' | 'requester'>

/** What a step wants from the world. */
export type StepEffect =
  | {
      kind: 'send'
      content: OutboundContent | TemplateContent
      template?: TemplateContent
      essential: boolean
      whileHandedOver?: boolean
      expiresAtMs?: number
    }
  | { kind: 'change'; change: ContactChange }
  | { kind: 'webhook'; url: string; data: unknown; failsRun?: boolean }
  | { kind: 'start'; automationId: string }

/** A line of the log, and what came of it. */
export interface TakenStep {
  path: string
  action: string
  /** `deferred`: it comes again later, as another line. */
  state: 'done' | 'requested' | 'deferred' | 'skipped' | 'failed'
  reason: string | null
  input: unknown
  output: unknown
  effect?: StepEffect
}

/** How a run ended: at its end, or at a wait. */
export type RunEnd =
  | { state: 'completed' | 'stopped' | 'failed'; reason: string | null }
  | { state: 'waiting'; dueMs: number; next: string }
