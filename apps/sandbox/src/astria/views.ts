import type { Astria } from './astria.ts'
import { costOf, type Pack } from './packs.ts'
import type { PromptRow, TuneRow } from './rows.ts'

/** Flux1.dev: prompts of a LoRA run on it, not on the customer's tune. */
export const BASE_TUNE = 1_504_944
const MONTH_MS = 30 * 24 * 3_600_000

const monthAfter = (iso: string | null) => (iso ? new Date(Date.parse(iso) + MONTH_MS).toISOString() : null)
const updatedAt = (row: TuneRow | PromptRow) => row.trainedAt ?? row.startedAt ?? row.createdAt
const media = (astria: Astria, path: string) => `${astria.publicUrl()}/astria-media/${path}`

export function tuneView(astria: Astria, tune: TuneRow): Record<string, unknown> {
  const model = tune.trainedAt ? [media(astria, `models/${tune.id}`)] : []
  return {
    id: Number(tune.id),
    title: tune.title,
    name: tune.name,
    is_api: true,
    token: 'ohwx',
    base_tune_id: BASE_TUNE,
    args: null,
    steps: null,
    face_crop: true,
    training_face_correct: false,
    ckpt_url: model[0] ?? null,
    ckpt_urls: model,
    // Null even when it was given, as the service does.
    callback: null,
    eta: tune.eta,
    trained_at: tune.trainedAt,
    started_training_at: tune.startedAt,
    expires_at: monthAfter(tune.trainedAt),
    created_at: tune.createdAt,
    branch: tune.fast ? 'fast' : 'flux1',
    model_type: 'lora',
    updated_at: updatedAt(tune),
    url: `${astria.publicUrl()}/astria/tunes/${tune.id}.json`,
    orig_images: tune.pictures.map(key => media(astria, `originals/${key}`)),
    ...(tune.error ? { error: tune.error } : {}),
  }
}

/** Nine keys, wrapped: what arrives in reality. */
export function tuneCallback(tune: TuneRow): unknown {
  const { id, title, name, trainedAt, startedAt, createdAt, error } = tune
  const flat = {
    id: Number(id),
    title,
    name,
    steps: null,
    trained_at: trainedAt,
    started_training_at: startedAt,
    created_at: createdAt,
  }
  return {
    tune: { ...flat, updated_at: updatedAt(tune), expires_at: monthAfter(trainedAt), ...(error ? { error } : {}) },
  }
}

function images(astria: Astria, prompt: PromptRow): string[] {
  if (!prompt.trainedAt || prompt.userError) return []
  return Array.from({ length: prompt.numImages }, (_, i) => media(astria, `prompts/${prompt.id}-${i}`))
}

function promptCore(astria: Astria, prompt: PromptRow): Record<string, unknown> {
  return {
    id: Number(prompt.id),
    text: prompt.text,
    steps: null,
    images: images(astria, prompt),
    tune_id: BASE_TUNE,
    created_at: prompt.createdAt,
    trained_at: prompt.trainedAt,
    updated_at: updatedAt(prompt),
    negative_prompt: '',
    started_training_at: prompt.startedAt,
  }
}

export function promptView(astria: Astria, prompt: PromptRow): Record<string, unknown> {
  return {
    ...promptCore(astria, prompt),
    callback: prompt.callback,
    cfg_scale: '3.0',
    seed: prompt.seed,
    num_images: prompt.numImages,
    super_resolution: true,
    ar: '1:1',
    aspect_ratio: '2:3',
    resolution: null,
    pack_id: prompt.packId,
    orig_prompt_id: prompt.origPromptId,
    order_id: null,
    cost_mc: 1200,
    user_error: prompt.userError,
    url: `${astria.publicUrl()}/astria/tunes/${BASE_TUNE}/prompts/${prompt.id}.json`,
  }
}

/** Ten keys, wrapped; an error stands beside them. */
export function promptCallback(astria: Astria, prompt: PromptRow): unknown {
  const failed = prompt.userError ? { user_error: prompt.userError } : {}
  return { prompt: { ...promptCore(astria, prompt), ...failed } }
}

/** How many pictures a pack gives here. */
export const imagesOf = (astria: Astria, pack: Pack): number => astria.portraitsPerPack ?? pack.images

function costs(astria: Astria, pack: Pack): Record<string, { cost: number; num_images: number }> {
  const num_images = imagesOf(astria, pack)
  return Object.fromEntries(pack.classes.map(name => [name, { cost: costOf(pack, name), num_images }]))
}

/** In a list; what has no tier shows only what every pack has. */
export function packView(astria: Astria, pack: Pack): Record<string, unknown> {
  const { id, slug, title } = pack
  if (!pack.tier) return { id, slug, title }
  return {
    id,
    base_tune_id: BASE_TUNE,
    user_id: 731,
    slug,
    title,
    token: 'ohwx',
    created_at: '2026-01-12T12:00:00.111Z',
    updated_at: '2026-10-04T09:00:00.222Z',
    multiplier: 10,
    model_type: 'lora',
    public_at: null,
    unlisted_at: null,
    cover_url: media(astria, `covers/${id}`),
    cost_mc_hash: Object.fromEntries(pack.classes.map(name => [name, costOf(pack, name) * 1000])),
    costs: costs(astria, pack),
  }
}

const EXAMPLES = 6

/** Numbers of the pack's own prompts, from which a customer's are made. */
export const origPrompt = (pack: Pack, className: string, index: number): number =>
  9_000_000 + pack.id * 100 + (className === 'woman' ? 50 : 0) + index

export function packDetail(astria: Astria, pack: Pack): Record<string, unknown> {
  const examples = (name: string) =>
    Array.from({ length: EXAMPLES }, (_, i) => ({
      id: origPrompt(pack, name, i),
      images: [media(astria, `examples/${pack.id}-${name}-${i + 1}`)],
    }))
  return {
    id: pack.id,
    slug: pack.slug,
    title: pack.title,
    cover_url: media(astria, `covers/${pack.id}`),
    created_at: '2026-01-12T12:00:00.111Z',
    updated_at: '2026-10-04T09:00:00.222Z',
    public_at: null,
    unlisted_at: null,
    costs: costs(astria, pack),
    logo: null,
    prompts_per_class: Object.fromEntries(pack.classes.map(name => [name, examples(name)])),
  }
}
