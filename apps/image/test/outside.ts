import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A tune as the fake keeps it. */
export interface FakeTune {
  id: number
  title: string
  className: string
  pictures: number
  characteristics: Record<string, string>
  trained_at: string | null
  error?: string
}

/** A prompt as the fake keeps it: `images` are names of results. */
export interface FakePrompt {
  id: number
  tune: number
  callback: string
  images: string[]
  user_error: string | null
}

type Answer = { status: number; body?: unknown }
/** Stands in for an answer, or does something after the work was done. Undefined: as always. */
export type Fault = (work: () => Answer) => Answer | 'drop' | Promise<Answer | 'drop'>

/** WhatsApp's media and Astria, as far as this app asks them, with every fault a test wants. */
export async function startOutside(t: { teardown: (end: () => unknown) => unknown }) {
  const state = {
    media: new Map<string, Buffer>(),
    results: new Map<string, Buffer>(),
    tunes: [] as FakeTune[],
    prompts: [] as FakePrompt[],
    packs: [
      {
        id: 260,
        slug: 'lite-office',
        title: 'Office',
        classes: { man: 4, woman: 4 } as Record<string, number>,
        examples: ['example-1', 'example-2'],
      },
    ],
    /** Answers of inspect, by default a good picture of a man. */
    inspection: { name: 'man', eye_color: 'brown eyes' } as Record<string, unknown>,
    idempotent: false,
    asked: [] as string[],
    deleted: [] as string[],
    faults: new Map<string, Fault[]>(),
    callbacks: [] as { tune: string; prompt: string; prompts: string }[],
  }
  let nextId = 1000
  const server = createServer((request, response) => {
    answer(request, response).catch(error => {
      console.error('the outside failed', error)
      response.destroy()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const url = `http://${host}`

  const tuneView = ({ className, ...tune }: FakeTune) => ({
    ...tune,
    name: className,
    callback: null,
    eta: '2026-11-20T10:32:00.000Z',
  })
  const resultUrl = (name: string) => (name.includes('://') ? name : `${url}/results/${name}`)
  const promptView = (prompt: FakePrompt) => ({ ...prompt, tune_id: 1504944, images: prompt.images.map(resultUrl) })
  const packView = (pack: (typeof state.packs)[number]) => ({
    id: pack.id,
    slug: pack.slug,
    title: pack.title,
    cover_url: resultUrl('cover'),
    costs: Object.fromEntries(
      Object.entries(pack.classes).map(([name, num_images]) => [name, { cost: 100, num_images }]),
    ),
    prompts_per_class: Object.fromEntries(
      Object.keys(pack.classes).map(name => [
        name,
        pack.examples.map((image, id) => ({ id, images: [resultUrl(image)] })),
      ]),
    ),
  })

  function create(form: FormData): Answer {
    const text = (name: string) => String(form.get(name) ?? '')
    const callbacks = {
      tune: text('tune[callback]'),
      prompt: text('tune[prompt_attributes][callback]'),
      prompts: text('tune[prompts_callback]'),
    }
    const characteristics = Object.fromEntries(
      [...form].flatMap(([key, value]) =>
        key.startsWith('tune[characteristics]') ? [[key.slice(22, -1), String(value)]] : [],
      ),
    )
    state.callbacks.push(callbacks)
    const count = state.packs[0]!.classes[text('tune[name]')] ?? 4
    const addPrompts = (tune: number) => {
      for (let i = 0; i < count; i += 1)
        state.prompts.push({ id: nextId++, tune, callback: callbacks.prompt, images: [], user_error: null })
    }
    const [saved] = form.getAll('tune[tune_ids][]')
    if (saved) {
      addPrompts(Number(saved))
      return { status: 201, body: { status: 201, message: 'Prompts created' } }
    }
    const known = state.idempotent ? state.tunes.find(tune => tune.title === text('tune[title]')) : undefined
    const tune: FakeTune = known ?? {
      id: nextId++,
      title: text('tune[title]'),
      className: text('tune[name]'),
      pictures: form.getAll('tune[images][]').length,
      characteristics,
      trained_at: null,
    }
    if (!known) {
      state.tunes.push(tune)
      addPrompts(tune.id)
    }
    return { status: 201, body: tuneView(tune) }
  }

  function route(
    method: string,
    path: string,
    query: URLSearchParams,
    form: FormData | null,
  ): { op: string; work: () => Answer | Buffer } {
    const [, area, ...parts] = path.split('/')
    const one = <T>(value: T | undefined, view: (value: T) => unknown): Answer =>
      value ? { status: 200, body: view(value) } : { status: 404, body: { error: 'Not found' } }
    if (area === 'graph') {
      const bytes = state.media.get(parts[0]!)
      return {
        op: 'media',
        work: () =>
          one(bytes, found => ({
            id: parts[0],
            url: `${url}/files/${parts[0]}`,
            mime_type: 'image/jpeg',
            sha256: createHash('sha256').update(found).digest('hex'),
            file_size: found.length,
          })),
      }
    }
    if (area === 'files') return { op: 'download', work: () => state.media.get(parts[0]!) ?? { status: 404 } }
    if (area === 'results')
      return { op: `result.${parts[0]}`, work: () => state.results.get(parts[0]!) ?? { status: 404 } }
    const [kind, id, further] = parts
    if (kind === 'packs') return { op: 'packs', work: () => ({ status: 200, body: state.packs.map(packView) }) }
    if (kind === 'images') return { op: 'inspect', work: () => ({ status: 200, body: state.inspection }) }
    if (kind === 'p' && method === 'POST') return { op: 'create', work: () => create(form!) }
    if (kind === 'p')
      return {
        op: 'pack',
        work: () =>
          one(
            state.packs.find(pack => String(pack.id) === id),
            packView,
          ),
      }
    if (method === 'DELETE') {
      return {
        op: `delete.${kind}`,
        work: () => {
          state.deleted.push(`${kind}/${id}`)
          return { status: 200, body: {} }
        },
      }
    }
    if (kind === 'tunes' && further === 'prompts') {
      const before = Number(query.get('before_id') ?? Number.POSITIVE_INFINITY)
      const limit = Number(query.get('limit') ?? 20)
      const all = () =>
        state.prompts.filter(prompt => prompt.tune === Number(id) && prompt.id < before).sort((a, b) => b.id - a.id)
      return { op: 'prompts', work: () => ({ status: 200, body: all().slice(0, limit).map(promptView) }) }
    }
    if (kind === 'tunes' && id)
      return {
        op: 'tune',
        work: () =>
          one(
            state.tunes.find(tune => tune.id === Number(id)),
            tuneView,
          ),
      }
    if (kind === 'tunes')
      return {
        op: 'find',
        work: () => ({
          status: 200,
          body: state.tunes.filter(tune => tune.title === query.get('title')).map(tuneView),
        }),
      }
    return { op: 'nothing', work: () => ({ status: 404 }) }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { pathname, searchParams } = new URL(request.url!, url)
    const type = request.headers['content-type'] ?? ''
    const form = type.startsWith('multipart/')
      ? await new Response(Buffer.concat(chunks), { headers: { 'content-type': type } }).formData()
      : null
    const { op, work } = route(request.method!, pathname, searchParams, form)
    state.asked.push(op)
    const wantsKey = !op.startsWith('result.')
    if (wantsKey !== (request.headers.authorization === 'Bearer key')) state.asked.push(`${op} with the wrong key`)
    let bytes: Buffer | undefined
    const doWork = (): Answer => {
      const done = work()
      if (!Buffer.isBuffer(done)) return done
      bytes = done
      return { status: 200 }
    }
    const fault = state.faults.get(op)?.shift()
    const done = fault ? await fault(doWork) : doWork()
    if (done === 'drop') return void response.destroy()
    if (typeof done.body === 'string')
      return void response.writeHead(done.status, { 'content-type': 'text/html' }).end(done.body)
    response.writeHead(done.status, { 'content-type': bytes ? 'application/octet-stream' : 'application/json' })
    response.end(bytes && done.status === 200 ? bytes : JSON.stringify(done.body ?? {}))
  }

  return {
    ...state,
    state,
    host,
    url,
    fault: (op: string, ...faults: Fault[]) => state.faults.set(op, [...(state.faults.get(op) ?? []), ...faults]),
    /** Training ends, and all prompts of the tune that wait are made. */
    train(tune: FakeTune) {
      tune.trained_at = '2026-11-20T10:27:45.732Z'
    },
    make(tuneId: number) {
      for (const prompt of state.prompts)
        if (prompt.tune === tuneId && prompt.images.length === 0) prompt.images = ['portrait']
    },
  }
}
export type Outside = Awaited<ReturnType<typeof startOutside>>
