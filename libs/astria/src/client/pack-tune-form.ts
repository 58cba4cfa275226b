/** A paid creation, frozen before the first call. Either pictures to train with, or models that are trained already. */
export interface PackTuneRequest {
  packId: string
  /** The order's id: Astria's idempotency key. */
  title: string
  className: string
  pictures: readonly Uint8Array[]
  tuneIds: readonly string[]
  characteristics: Readonly<Record<string, string>>
  callbacks: { tune: string; prompt: string; prompts: string }
  /** Further fields of the tune, such as `preset` and `base_tune_id`. */
  fields: Readonly<Record<string, string>>
}

/** The multipart body of `POST /p/:id/tunes` (docs.astria.ai, api/pack/tunes). */
export function packTuneForm(request: PackTuneRequest): FormData {
  const form = new FormData()
  form.set('tune[title]', request.title)
  form.set('tune[name]', request.className)
  form.set('tune[prompt_attributes][callback]', request.callbacks.prompt)
  form.set('tune[prompts_callback]', request.callbacks.prompts)
  for (const tuneId of request.tuneIds) form.append('tune[tune_ids][]', tuneId)
  if (request.pictures.length > 0) form.set('tune[callback]', request.callbacks.tune)
  for (const [key, value] of Object.entries(request.characteristics)) form.set(`tune[characteristics][${key}]`, value)
  for (const [key, value] of Object.entries(request.fields)) form.set(`tune[${key}]`, value)
  for (const [i, bytes] of request.pictures.entries()) {
    form.append('tune[images][]', new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }), `${i + 1}.jpg`)
  }
  return form
}
