import type { z } from 'zod'

/** Other names under which a setting is read as well, by its own name. */
export type Aliases = Readonly<Record<string, readonly string[]>>

/** One setting, for documents and for the test that holds `.env.example` against the code. */
export interface SettingDescription {
  readonly name: string
  readonly aliases: readonly string[]
  readonly description: string
  readonly required: boolean
  /** As text, the way it would stand in the environment. Never there for a secret. */
  readonly default: string | undefined
  readonly secret: boolean
  /** Refused in production. */
  readonly developmentOnly: boolean
}

interface Definition {
  type: string
  innerType?: z.ZodType
  in?: z.ZodType
  out?: z.ZodType
  defaultValue?: unknown
}

/** The schema and everything it wraps, from the outside in: `.optional()` and the like keep the marks inside. */
function* layers(schema: z.ZodType): Generator<{ schema: z.ZodType; definition: Definition }> {
  const definition = schema.def as unknown as Definition
  yield { schema, definition }
  for (const inner of [definition.innerType, definition.in, definition.out]) if (inner) yield* layers(inner)
}

const asText = (value: unknown) =>
  value === undefined ? undefined : Array.isArray(value) ? value.join(',') : String(value)

function describe(name: string, schema: z.ZodType, aliases: Aliases): SettingDescription {
  const all = [...layers(schema)]
  const mark = (key: string) => all.some(layer => layer.schema.meta()?.[key] === true)
  const isSecret = mark('secret')
  const withDefault = all.find(layer => layer.definition.type === 'default' || layer.definition.type === 'prefault')
  return {
    name,
    aliases: aliases[name] ?? [],
    description: all.map(layer => layer.schema.description).find(text => text !== undefined) ?? '',
    required: !all.some(layer => ['optional', 'default', 'prefault'].includes(layer.definition.type)),
    default: isSecret ? undefined : asText(withDefault?.definition.defaultValue),
    secret: isSecret,
    developmentOnly: mark('developmentOnly'),
  }
}

/** All settings of a schema, in its order. */
export function settingsList(schema: z.ZodObject, aliases: Aliases = {}): SettingDescription[] {
  return Object.entries(schema.shape).map(([name, field]) => describe(name, field as z.ZodType, aliases))
}
