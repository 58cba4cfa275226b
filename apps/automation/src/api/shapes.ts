import { z } from 'zod'

/** An automation as the API answers it. */
export const AutomationView = z.object({
  id: z.uuid(),
  version: z.int(),
  enabled: z.boolean(),
  words: z.array(z.string()).describe('What it does: what starts it, its conditions, each step.'),
  definition: z.record(z.string(), z.unknown()).describe('The automation as it was saved.'),
  warnings: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
  disabledReason: z.string().nullable().describe('Why it switched itself off.'),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type AutomationView = z.infer<typeof AutomationView>

/** What was wrong, by its place. */
export const ProblemView = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

export const ById = z.object({ id: z.uuid() })

export const ExecutionView = z.object({
  id: z.uuid(),
  automationId: z.uuid(),
  version: z.int(),
  contactId: z.uuid(),
  occurrence: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** When a wait is over. */
  dueAt: z.string().nullable(),
})
export type ExecutionView = z.infer<typeof ExecutionView>

export const StepView = z.object({
  number: z.int(),
  path: z.string(),
  action: z.string(),
  state: z.string(),
  reason: z.string().nullable(),
  input: z.unknown(),
  output: z.unknown(),
  at: z.string(),
})

/** The query of a list: newest first, from a cursor on. */
export const PageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
