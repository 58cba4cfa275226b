import { type Manifest, manifestsOf, read } from '../charts/manifests.ts'

/** The namespace of the plain manifests, which enforces `restricted`. */
export const namespace = manifestsOf('k8s/01-config.yaml')[0] as Manifest

interface Operator {
  group: string
  version: string
  names: object & { plural: string }
  scope: string
  schema: object
}

/** The resources of the operators that the chart knows, as definitions for the API server. */
export function crds(): Manifest[] {
  const operators = JSON.parse(read('scripts/charts/schemas/operators.json')) as Operator[]
  return operators.map(({ group, version, names, scope, schema }) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${names.plural}.${group}`,
      labels: {},
      annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' },
    },
    spec: {
      group,
      names,
      scope,
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
          subresources: { status: {} },
        },
      ],
    },
  }))
}
