/** A new model, as it is submitted: frozen when the payment came. */
export interface TuneSubmission {
  orderId: string
  packId: string
  className: string
  /** Keys of the pictures' files. */
  fileKeys: string[]
  characteristics: Record<string, string>
  callbacks: { tune: string; prompt: string; prompts: string }
  fields: Record<string, string>
}

/** Portraits with a saved model, as they are submitted. */
export interface PromptsSubmission extends Omit<TuneSubmission, 'fileKeys'> {
  tuneId: string
}

/** What Astria made of a submission. */
export interface Submitted {
  tuneId: string
  /** When the model is expected to be trained, as Astria says it. */
  eta: string | null
}
