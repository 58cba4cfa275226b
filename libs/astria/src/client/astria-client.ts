import { RejectedError, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import type { z } from 'zod'
import { Account } from '../parse/account.ts'
import { pageOf } from '../parse/field.ts'
import { type Inspection, readInspection } from '../parse/inspection.ts'
import { Pack } from '../parse/pack.ts'
import { type PackTuneAnswer, readPackTuneAnswer } from '../parse/pack-tune-answer.ts'
import { Prompt } from '../parse/prompt.ts'
import { Tune } from '../parse/tune.ts'
import { type PackTuneRequest, packTuneForm } from './pack-tune-form.ts'
import { type AstriaFetch, createTransport, type Transport } from './transport.ts'

/** What the client needs. Times in milliseconds. */
export interface AstriaClientOptions {
  apiUrl: string
  key: string
  fetch: AstriaFetch
  readTimeoutMs?: number
  /** Uploading the pictures counts: longer than Astria's own 30 s. */
  createTimeoutMs?: number
  inspectTimeoutMs?: number
  /** The wait that Astria asks for after a 500. */
  retryMs?: number
  /** Which packs are sold: ours, or the gallery's. */
  packsPath?: string
}

/**
 * The Astria API. Everything throws TransientError (again later), RejectedError (never as it is); a creation also
 * UnknownOutcomeError (somebody has to look). AccountError is the TransientError of a refused key or an empty balance.
 */
export interface AstriaClient {
  listPacks(): Promise<Pack[]>
  getPack(idOrSlug: string): Promise<Pack>
  /** Looks at a JPEG of at most 512 px. */
  inspect(jpeg: Uint8Array, className: string): Promise<Inspection>
  /** Costs money. */
  createPackTune(request: PackTuneRequest): Promise<PackTuneAnswer>
  getTune(tuneId: string): Promise<Tune>
  /** The tunes with exactly this title, the oldest first. */
  findTunesByTitle(title: string): Promise<Tune[]>
  /** All prompts of a tune, page by page. */
  listPrompts(tuneId: string): Promise<Prompt[]>
  /** Deleting what is not there is no error. */
  deleteTune(tuneId: string): Promise<void>
  deletePrompt(promptId: string): Promise<void>
  account(): Promise<Account>
}

/** Pages hold 20 unless asked; offsets are refused when deep, so pages are asked for by the last id. */
const pageSize = 120
const maxPages = 50

/** Makes a client. */
export function createAstriaClient(options: AstriaClientOptions): AstriaClient {
  const transport = createTransport({ ...options, waits: { retryMs: options.retryMs ?? 30_000 } })
  const { readTimeoutMs = 35_000, createTimeoutMs = 120_000, inspectTimeoutMs = 25_000 } = options
  const read = <T>(path: string, schema: z.ZodType<T>) => readAs(transport, path, readTimeoutMs, schema)
  const remove = async (path: string) => {
    await transport({ method: 'DELETE', path, purpose: 'delete', timeoutMs: readTimeoutMs }).catch(ignoreMissing)
  }
  return {
    listPacks: () => read(options.packsPath ?? '/packs?listed=true', pageOf(Pack)),
    getPack: idOrSlug => read(`/p/${encodeURIComponent(idOrSlug)}`, Pack),
    async inspect(jpeg, className) {
      const body = new FormData()
      body.set('name', className)
      body.set('file', new Blob([jpeg as Uint8Array<ArrayBuffer>], { type: 'image/jpeg' }), 'picture.jpg')
      const request = {
        method: 'POST',
        path: '/images/inspect',
        purpose: 'read',
        timeoutMs: inspectTimeoutMs,
        body,
      } as const
      return understood(readInspection, await transport(request).catch(repeatable))
    },
    async createPackTune(request) {
      const path = `/p/${encodeURIComponent(request.packId)}/tunes`
      const body = packTuneForm(request)
      const answer = await transport({ method: 'POST', path, purpose: 'create', timeoutMs: createTimeoutMs, body })
      const known = readPackTuneAnswer(answer)
      if (!known) throw new UnknownOutcomeError('Astria answered a creation with something unknown')
      return known
    },
    getTune: tuneId => read(`/tunes/${encodeURIComponent(tuneId)}`, Tune),
    async findTunesByTitle(title) {
      const query = new URLSearchParams({ title, limit: String(pageSize) })
      const tunes = await read(`/tunes?${query}`, pageOf(Tune))
      return tunes.filter(tune => tune.title === title).sort((a, b) => Number(a.tuneId) - Number(b.tuneId))
    },
    listPrompts: tuneId => readPages(id => read(promptsPath(tuneId, id), pageOf(Prompt))),
    deleteTune: tuneId => remove(`/tunes/${encodeURIComponent(tuneId)}`),
    deletePrompt: promptId => remove(`/prompts/${encodeURIComponent(promptId)}`),
    account: () => read('/users', Account),
  }
}

async function readAs<T>(transport: Transport, path: string, timeoutMs: number, schema: z.ZodType<T>): Promise<T> {
  return understood(body => schema.parse(body), await transport({ method: 'GET', path, purpose: 'read', timeoutMs }))
}

/** An answer that cannot be understood today may be understood after a release: it is not the order's fault. */
function understood<T>(reader: (body: unknown) => T, body: unknown): T {
  try {
    return reader(body)
  } catch (cause) {
    throw new TransientError('Astria answered something unknown', { cause })
  }
}

const promptsPath = (tuneId: string, beforeId: string | undefined) =>
  `/tunes/${encodeURIComponent(tuneId)}/prompts?limit=${pageSize}${beforeId ? `&before_id=${encodeURIComponent(beforeId)}` : ''}`

async function readPages(readPage: (beforeId: string | undefined) => Promise<Prompt[]>): Promise<Prompt[]> {
  const prompts = new Map<string, Prompt>()
  for (let page = 0, beforeId: string | undefined; page < maxPages; page += 1) {
    const items = await readPage(beforeId)
    const known = prompts.size
    for (const item of items) prompts.set(item.promptId, item)
    // A server that ignores before_id would send the same page for ever.
    if (items.length < pageSize || prompts.size === known) break
    beforeId = String(Math.min(...items.map(item => Number(item.promptId))))
  }
  return [...prompts.values()]
}

function ignoreMissing(error: unknown): null {
  if (error instanceof RejectedError && error.code === 'astria_not_found') return null
  throw error
}

/** Inspecting twice harms nobody: a lost answer only means again later. */
function repeatable(error: unknown): never {
  if (error instanceof UnknownOutcomeError) throw new TransientError(error.message, { cause: error })
  throw error
}
