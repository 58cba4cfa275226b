import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'

type Transform = typeof jsonSchemaTransformObject

/**
 * Makes components of the schemas with an id of their own (`.meta({ id })`), which may contain themselves: of all that this
 * process knows those that the document refers to.
 */
export const componentsInUse: Transform = input => {
  const document = jsonSchemaTransformObject(input) as { components?: { schemas?: Record<string, unknown> } }
  const schemas = document.components?.schemas
  if (!schemas) return document as ReturnType<Transform>
  const { components: _, ...rest } = document
  const used = new Set<string>()
  const waiting: unknown[] = [rest]
  while (waiting.length > 0) {
    for (const name of namesIn(waiting.pop())) {
      if (used.has(name)) continue
      used.add(name)
      waiting.push(schemas[name])
    }
  }
  const kept = Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))
  return { ...document, components: { ...document.components, schemas: kept } } as ReturnType<Transform>
}

/** The components that a part of a document refers to. */
function namesIn(part: unknown): string[] {
  const found = JSON.stringify(part ?? null).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)
  return [...found].map(([, name]) => name as string)
}
