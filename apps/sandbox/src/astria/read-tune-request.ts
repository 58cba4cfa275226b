import type { FastifyRequest } from 'fastify'
import { type Form, readForm } from '../http/read-form.ts'
import { AstriaError } from './astria.ts'

export interface TuneRequest {
  title: string
  name: string
  images: Buffer[]
  imageUrls: string[]
  callback: string | null
  promptCallback: string | null
  promptsCallback: string | null
  characteristics: Record<string, unknown>
  seed: number | null
  tuneIds: string[]
  promptIds: number[]
  branch: string | null
}

type Values = Record<string, unknown>
const PICTURE_MAX_BYTES = 50 * 1024 * 1024

/** `tune[prompt_attributes][callback]` → ['prompt_attributes', 'callback']; a trailing `[]` makes a list. */
function pathOf(name: string): string[] {
  const match = /^tune((?:\[[^\]]*\])+)$/.exec(name)
  return match ? [...match[1]!.matchAll(/\[([^\]]*)\]/g)].map(part => part[1]!) : []
}

function put(target: Values, path: readonly string[], value: unknown): void {
  const [key, next, ...rest] = path
  if (key === undefined || key === '__proto__') return
  if (next === undefined) target[key] = value
  else if (next === '' && rest.length === 0) target[key] = [...((target[key] as unknown[]) ?? []), value]
  else {
    target[key] ??= {}
    put(target[key] as Values, [next, ...rest], value)
  }
}

function valuesOfForm({ fields, files }: Form): Values {
  const tune: Values = {}
  for (const { name, value } of fields) put(tune, pathOf(name), value)
  for (const { name, bytes } of files) put(tune, pathOf(name), bytes)
  return tune
}

const asText = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
const asList = (value: unknown) => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value])
const asValues = (value: unknown): Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {}

function callbackUrl(value: unknown, name: string): string | null {
  const text = asText(value)
  if (text === null) return null
  if (!/^https?:\/\/[^\s/]+/i.test(text)) throw new AstriaError(400, `${name} is not a valid URL`)
  return text
}

/** A tune as it was asked for, from JSON or multipart, in all of the shapes that Astria takes. */
export async function readTuneRequest(request: FastifyRequest): Promise<TuneRequest> {
  const values = request.isMultipart()
    ? valuesOfForm(await readForm(request, PICTURE_MAX_BYTES))
    : asValues(asValues(request.body).tune)
  const attributes = asValues(values.prompt_attributes)
  const images = asList(values.images)
  if (!images.every(image => Buffer.isBuffer(image))) throw new AstriaError(422, { images: ['must be files'] })
  const seed = attributes.seed ?? values.seed
  return {
    title: asText(values.title) ?? '',
    name: asText(values.name) ?? '',
    images,
    imageUrls: asList(values.image_urls).map(String),
    callback: callbackUrl(values.callback, 'callback'),
    promptCallback: callbackUrl(attributes.callback, 'prompt_attributes callback'),
    promptsCallback: callbackUrl(values.prompts_callback, 'prompts_callback'),
    characteristics: asValues(values.characteristics),
    seed: seed === undefined ? null : Number(seed),
    tuneIds: asList(values.tune_ids).map(String),
    promptIds: asList(values.prompt_ids).map(Number),
    branch: asText(values.branch),
  }
}
