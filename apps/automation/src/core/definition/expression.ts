import { z } from 'zod'
import { Duration } from '../time/duration.ts'

/** How a field is compared; which of them fit which field is said by `operatorsOf`. */
export const Operator = z.enum([
  'equals',
  'not_equals',
  'one_of',
  'none_of',
  'contains',
  'not_contains',
  'starts_with',
  'less_than',
  'at_most',
  'more_than',
  'at_least',
  'between',
  'has',
  'has_not',
  'has_any_of',
  'has_all_of',
  'has_none_of',
  'before',
  'after',
  'within_last',
  'longer_ago_than',
  'within_next',
  'is_set',
  'is_empty',
])
export type Operator = z.infer<typeof Operator>

/** What a field is compared with. */
const Scalar = z.union([z.string().max(1024), z.number(), z.boolean()])
export type Scalar = z.infer<typeof Scalar>

/** One comparison: `{ "field": "contact.language", "op": "equals", "value": "he" }`. */
export const Comparison = z.strictObject({
  field: z.string().min(1).max(128),
  op: Operator,
  value: z.union([Scalar, z.array(Scalar).max(200), Duration]).optional(),
})
export type Comparison = z.infer<typeof Comparison>

/** A condition: comparisons joined by `all`, `any` and `not`. `all` of nothing is true, `any` of nothing is false. */
export type Expression = { all: Expression[] } | { any: Expression[] } | { not: Expression } | Comparison

const some = z.lazy((): z.ZodType<Expression[]> => z.array(Expression).max(200))

/** See the type. */
export const Expression: z.ZodType<Expression> = z
  .union([
    Comparison,
    z.strictObject({ all: some }),
    z.strictObject({ any: some }),
    z.strictObject({ not: z.lazy((): z.ZodType<Expression> => Expression) }),
  ])
  .meta({ id: 'Condition' })
