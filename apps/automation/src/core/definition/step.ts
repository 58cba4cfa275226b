import { Attributes, Birthday, Language, Tag, TemplateContent } from '@astria-bot/contracts'
import { z } from 'zod'
import { Duration } from '../time/duration.ts'
import { ClockTime } from '../time/schemas.ts'
import { Draft } from './draft.ts'
import { Expression } from './expression.ts'

/** The name of a step within its automation: the execution log, `go_to` and running executions know it by it. */
export const StepId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'A step is named in small letters, digits, - and _, up to 64.')

/**
 * Of a webhook that is refused or not answered for good (nothing waits for the answer): the execution ends as failed, also
 * where it waits, or it goes on as if nothing had happened. Absent: `continue`.
 */
const onError = z.enum(['fail', 'continue']).optional()
/** Also for a contact who opted out: an answer to them, or what they paid for. */
const essential = z.boolean().optional()
/** Also while a person answers the contact: without it a message is left out then. */
const whileHandedOver = z.boolean().optional()
/** Not sent if it is still waiting after so many minutes. Absent: free text without a template waits for a day, the rest for ever. */
const expiresAfterMinutes = z.int().positive().max(43_200).optional()
const Text = z.string().min(1).max(2000)

const Send = z.strictObject({
  id: StepId,
  type: z.literal('send'),
  content: Draft,
  /** Sent instead outside the 24 hours in which we may write freely. */
  template: TemplateContent.optional(),
  essential,
  whileHandedOver,
  expiresAfterMinutes,
})

const SendTemplate = z.strictObject({
  id: StepId,
  type: z.literal('send_template'),
  template: TemplateContent,
  essential,
  whileHandedOver,
  expiresAfterMinutes,
})

const UpdateContact = z
  .strictObject({
    id: StepId,
    type: z.literal('update_contact'),
    name: Text.max(256).optional(),
    language: Language.optional(),
    timeZone: z.string().min(1).max(128).optional(),
    /** May be a variable. `null` forgets it. */
    birthday: z
      .union([Birthday, z.string().regex(/^\{\{.+\}\}$/)])
      .nullable()
      .optional(),
    addTags: z.array(Tag).min(1).max(50).optional(),
    removeTags: z.array(Tag).min(1).max(50).optional(),
    attributes: Attributes.optional(),
  })
  .refine(
    ({ id, type, ...changes }) => Object.values(changes).some(change => change !== undefined),
    'It changes nothing.',
  )

const LogActivity = z.strictObject({ id: StepId, type: z.literal('log'), text: Text })

const HandOver = z.strictObject({
  id: StepId,
  type: z.literal('hand_over'),
  reason: Text.max(256),
  /** The bot takes over again after that, at the latest. */
  for: Duration.optional(),
})

const Webhook = z.strictObject({
  id: StepId,
  type: z.literal('webhook'),
  /** Never a private address (the engine looks). Without variables: it is the operator's, never a customer's. */
  url: z.url({ protocol: /^https?$/, error: 'A webhook goes to an http or https address.' }).max(2000),
  /** Sent as the payload's `data`, variables filled in. */
  data: z
    .record(z.string().min(1).max(64), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]))
    .optional(),
  onError,
})

const Wait = z
  .strictObject({
    id: StepId,
    type: z.literal('wait'),
    for: Duration.optional(),
    /** Then on to this time of the day, in the contact's zone. */
    until: ClockTime.optional(),
  })
  .refine(wait => wait.for !== undefined || wait.until !== undefined, 'Say how long, or until when.')

const GoTo = z.strictObject({ id: StepId, type: z.literal('go_to'), step: StepId })

/** Starts another automation for the same contact. */
const Start = z.strictObject({ id: StepId, type: z.literal('start'), automation: z.uuid() })

const Stop = z.strictObject({ id: StepId, type: z.literal('stop'), reason: Text.max(256).optional() })

const some = z.lazy((): z.ZodType<Step[]> => z.array(Step).max(100))

/** The first case whose condition holds is gone into, or `otherwise`; then the sequence goes on behind the branch. */
const Branch = z.strictObject({
  id: StepId,
  type: z.literal('branch'),
  cases: z
    .array(z.strictObject({ when: Expression, steps: some }))
    .min(1)
    .max(20),
  otherwise: some.optional(),
})

const Action = z.discriminatedUnion('type', [
  Send,
  SendTemplate,
  UpdateContact,
  LogActivity,
  HandOver,
  Webhook,
  Wait,
  GoTo,
  Start,
  Stop,
])

/** One step of a sequence. */
export type Step = z.infer<typeof Action> | BranchStep
/** A step that chooses between sequences. */
export interface BranchStep {
  id: string
  type: 'branch'
  cases: { when: Expression; steps: Step[] }[]
  otherwise?: Step[] | undefined
}
/** One kind of step. */
export type StepOf<Type extends Step['type']> = Extract<Step, { type: Type }>

/** See the type. */
export const Step: z.ZodType<Step> = z.discriminatedUnion('type', [...Action.options, Branch]).meta({ id: 'Step' })
