import { settingsList } from '@astria-bot/service'
import { z } from 'zod'

/** What may stand in YAML for a setting, by what the app parses it to. */
function typeOf(field) {
  const { type, enum: allowed, minimum, maximum } = z.toJSONSchema(field, { unrepresentable: 'any' })
  if (type === 'integer' || type === 'number') return { type, minimum, maximum }
  if (allowed) return { enum: allowed }
  const given = z.toJSONSchema(field, { io: 'input', unrepresentable: 'any' })
  if (given.enum?.includes('true')) return { type: ['boolean', 'string'] }
  // Text stays text: an id of many digits would be handed over as 1e+14.
  // An empty one is missing, which is said with the app's name.
  const pattern = given.type === 'string' && !given.format ? given.pattern : undefined
  return { type: 'string', ...(pattern === undefined ? {} : { pattern: `^$|${pattern}` }) }
}

/** JSON Schema of `config`: every setting of the chart's apps that is no secret. */
export async function configSchema(apps) {
  const properties = {}
  for (const app of apps) {
    const schema = (await import(`@astria-bot/${app}`))[`${app}Settings`]
    for (const { name, description, secret } of settingsList(schema)) {
      if (secret || ['HOST', 'PORT'].includes(name) || properties[name]) continue
      properties[name] = { ...JSON.parse(JSON.stringify(typeOf(schema.shape[name]))), description }
    }
  }
  const sorted = Object.fromEntries(Object.entries(properties).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return { type: 'object', additionalProperties: false, properties: sorted }
}
