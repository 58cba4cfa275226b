import { z } from 'zod'
import { id, instant, listOf, text } from './field.ts'

/** Images are addresses, or objects that hold one. */
const image = z.union([z.string().min(1), z.object({ url: z.string().min(1) }).transform(({ url }) => url)])

/** A prompt as Astria tells it. Its `tune_id` is the base model and is not read. */
export const Prompt = z
  .object({ id, images: listOf(image), user_error: text, callback: text, created_at: instant })
  .partial()
  .required({ id: true })
  .transform(prompt => ({
    promptId: prompt.id,
    images: prompt.images ?? [],
    userError: prompt.user_error ?? null,
    callback: prompt.callback ?? null,
    createdAt: prompt.created_at ?? null,
  }))
export type Prompt = z.output<typeof Prompt>

/** Whether nothing more is to come of a prompt. */
export function isSettled(prompt: Prompt): boolean {
  return prompt.images.length > 0 || prompt.userError !== null
}
