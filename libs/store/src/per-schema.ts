import type { Schema, Statement } from './database.ts'

const schemas: readonly Schema[] = ['messaging', 'imaging', 'payments', 'automation']

/** Writes a statement once for every schema. */
export function perSchema(write: (schema: Schema) => Statement): (schema: Schema) => Statement {
  const statements = new Map(schemas.map(schema => [schema, write(schema)]))
  return schema => statements.get(schema)!
}
