import type { TemplateNeeds } from '@astria-bot/contracts'
import type { Automation } from '../definition/automation.ts'

/** A template as far as it matters here. */
export interface KnownTemplate {
  readonly name: string
  /** As Meta writes it: `en_US`. */
  readonly language: string
  readonly approved: boolean
  /** What it has to be filled with. Absent: not known, nothing is refused. */
  readonly needs?: TemplateNeeds | undefined
}

/** What an automation is checked against. What is left out is not known, and nothing is refused for it. */
export interface Known {
  readonly templates?: readonly KnownTemplate[] | undefined
  /** The ids of our numbers. */
  readonly channels?: readonly string[] | undefined
  /** The id that the checked automation has or will get. */
  readonly automationId?: string | undefined
  /** All others that are stored. */
  readonly automations?: readonly { readonly automationId: string; readonly definition: Automation }[] | undefined
  /** How many contacts the trigger's audience has now, by the conditions as well. */
  readonly audienceSize?: number | undefined
  readonly nowMs?: number | undefined
}
