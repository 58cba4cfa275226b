import { z } from 'zod'
import { Prompt } from './parse/prompt.ts'
import { Tune } from './parse/tune.ts'

/** What a callback's body says. It is not signed: a hint to look, never the truth. */
export type CallbackBody = { kind: 'tune'; tune: Tune } | { kind: 'prompts'; prompts: Prompt[] } | { kind: 'unknown' }

/** Only prompts have texts or images; a bare tune has a title. */
const promptLike = z.union([z.object({ text: z.unknown() }), z.object({ images: z.unknown() })])

/**
 * Reads every shape that was seen or documented: wrapped, bare, an array, an array wrapped. What is none of them is
 * `unknown`; items of an array that are no prompts are left out.
 */
export function readCallbackBody(body: unknown): CallbackBody {
  if (Array.isArray(body)) return { kind: 'prompts', prompts: readAll(body) }
  if (body === null || typeof body !== 'object') return { kind: 'unknown' }
  if ('prompts' in body && Array.isArray(body.prompts)) return { kind: 'prompts', prompts: readAll(body.prompts) }
  if ('prompt' in body) return readOne(body.prompt)
  if ('tune' in body) return readTune(body.tune)
  return promptLike.safeParse(body).success ? readOne(body) : readTune(body)
}

function readAll(items: readonly unknown[]): Prompt[] {
  return items.flatMap(item => {
    const prompt = Prompt.safeParse(item)
    return prompt.success ? [prompt.data] : []
  })
}

function readOne(value: unknown): CallbackBody {
  const prompts = readAll([value])
  return prompts.length === 0 ? { kind: 'unknown' } : { kind: 'prompts', prompts }
}

function readTune(value: unknown): CallbackBody {
  const tune = Tune.safeParse(value)
  return tune.success ? { kind: 'tune', tune: tune.data } : { kind: 'unknown' }
}
