import fs from 'node:fs'
import path from 'node:path'
import { root } from './go-tool.mjs'

const load = name => JSON.parse(fs.readFileSync(path.join(root, 'scripts/charts/schemas', `${name}.json`), 'utf8'))

/** The resources of operators (Gateway API, KEDA, Prometheus, External Secrets), as their authors publish them. */
export const operators = () => load('operators')

/**
 * A schema that takes nothing it does not name: `$ref`s inlined, `additionalProperties: false` wherever there are
 * properties, whole numbers or text where Kubernetes takes both. A property may be null, as the API server drops those.
 */
function strict(schema, definitions) {
  if (Array.isArray(schema)) return schema.map(one => strict(one, definitions))
  if (schema === null || typeof schema !== 'object') return schema
  if (schema.$ref) return strict(definitions[schema.$ref.replace('#/definitions/', '')], definitions)
  if (schema.format === 'int-or-string' || schema['x-kubernetes-int-or-string']) return { type: ['integer', 'string'] }
  const own = Object.entries(schema).filter(([key]) => !key.startsWith('x-') && key !== 'format' && key !== 'nullable')
  const result = {}
  for (const [key, value] of own) {
    result[key] =
      key === 'properties'
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, strict(inner, definitions)]))
        : strict(value, definitions)
  }
  const closed = result.properties && !schema['x-kubernetes-preserve-unknown-fields'] && !result.additionalProperties
  return closed ? { ...result, additionalProperties: false } : result
}

/** metadata of an operator's resource is as open in its schema as Kubernetes is: it is that of every object. */
function withMetadata(schema, metadata) {
  return { ...schema, properties: { ...schema.properties, metadata } }
}

const fileName = (kind, group, version) =>
  `${kind.toLowerCase()}-${group === '' ? '' : `${group.split('.')[0]}-`}${version}.json`

/** Strict JSON Schemas by the file names that kubeconform looks for. */
export function strictSchemas() {
  const { kinds, definitions } = load('kubernetes')
  const schemas = kinds.map(({ group, version, kind, definition }) => [
    fileName(kind, group, version),
    strict(definitions[definition], definitions),
  ])
  const metadata = strict(definitions['io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'], definitions)
  for (const { group, version, names, schema } of operators()) {
    schemas.push([fileName(names.kind, group, version), withMetadata(strict(schema, {}), metadata)])
  }
  return schemas
}
