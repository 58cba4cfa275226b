import type { Stoppable } from '../stoppable.ts'
import type { Astria } from './astria.ts'
import type { Callback } from './callbacks.ts'
import { newPrompts } from './new-prompts.ts'
import type { PromptRow, TuneRow } from './rows.ts'
import { promptCallback, promptView } from './views.ts'

export interface WorkshopOptions {
  astria: Astria
  life: Stoppable
  callback: (callback: Callback) => void
  /** Makes the bytes of a video prompt; the reason when it cannot be made. */
  makeVideo(prompt: PromptRow, tune: TuneRow): Promise<string | null>
}

const now = () => new Date().toISOString()

/** Makes the prompts of a set, one after the other, and tells of each and of all. */
export function createProducer({
  astria,
  life,
  callback,
  makeVideo,
}: WorkshopOptions): (setId: string) => Promise<void> {
  const { tunes, sets, prompts, policy, faults, record } = astria

  async function settle(prompt: PromptRow, tune: TuneRow): Promise<void> {
    prompts.put({ ...prompt, startedAt: now() })
    await life.sleep(policy.promptMs)
    const started = prompts.get(prompt.id)
    if (life.stopped() || !started) return
    const fault = faults.strike(['fail'], { api: 'astria', op: 'prompt', contacts: [tune.title] })
    const userError = fault?.error ?? (prompt.video ? await makeVideo(prompt, tune) : null)
    const settled = prompts.put({ ...started, trainedAt: userError ? null : now(), userError })
    record.add('astria.prompt', userError ? 'failed' : 'made', {
      promptId: prompt.id,
      tuneId: tune.id,
      title: tune.title,
      setId: prompt.setId,
    })
    callback({
      kind: 'prompt',
      url: prompt.callback,
      body: () => promptCallback(astria, settled),
      title: tune.title,
      id: prompt.id,
    })
  }

  return async setId => {
    let set = sets.get(setId)
    const tune = tunes.get(set?.tuneId ?? '')
    if (!set || set.settled || !tune) return
    if (set.promptIds.length === 0) {
      const rows = newPrompts(astria, set, tune).map(row => prompts.put(row))
      set = sets.put({ ...set, promptIds: rows.map(row => row.id) })
    }
    for (const id of set.promptIds) {
      const prompt = prompts.get(id)
      if (prompt && !prompt.trainedAt && !prompt.userError) await settle(prompt, tune)
      if (life.stopped()) return
    }
    sets.put({ ...set, settled: true })
    const all = () => set.promptIds.flatMap(id => prompts.get(id) ?? []).map(prompt => promptView(astria, prompt))
    callback({ kind: 'prompts', url: set.promptsCallback, body: all, title: tune.title, id: set.id })
  }
}
