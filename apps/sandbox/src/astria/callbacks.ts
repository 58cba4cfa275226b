import { deliveryFaults } from '../faults/fault.ts'
import type { Ground } from '../ground.ts'

type CallbackKind = 'tune' | 'prompt' | 'prompts'

export interface Callback {
  kind: CallbackKind
  url: string | null
  /** Taken when it is sent. */
  body: () => unknown
  /** The tune's title, for faults and the record. */
  title: string
  /** What it is about. */
  id: string
}

/** Unsigned, once (unless the policy or a fault says otherwise), no second try, no redirects: as Astria does it. */
export function createCallbacks({ poster, faults, record, delivery, life }: Ground): (callback: Callback) => void {
  async function post({ kind, url, body, title, id }: Callback, copy: number): Promise<void> {
    const answer = await poster.post(url!, JSON.stringify(body()), { 'user-agent': 'Astria' })
    const outcome = answer.status >= 200 && answer.status < 300 ? 'accepted' : 'refused'
    record.add('astria.callback', outcome, { callback: kind, title, id, url, copy, ...answer })
  }
  return callback => {
    if (callback.url === null) return
    const { kind, title, id, url } = callback
    const fault = faults.strike(deliveryFaults, { api: 'astria', op: `callback.${kind}`, contacts: [title] })
    if (fault)
      record.add('fault.struck', fault.what, { api: 'astria', op: `callback.${kind}`, title, id, fault: fault.id })
    if (fault?.what === 'never_callback') {
      record.add('astria.callback', 'lost', { callback: kind, title, id, url })
      return
    }
    for (const [index, delayMs] of delivery.delaysOf(fault).entries()) {
      life.run(async () => {
        await life.sleep(delayMs)
        if (!life.stopped()) await post(callback, index + 1)
      })
    }
  }
}
