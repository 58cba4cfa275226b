import type { Test } from 'tap'
import { type Entry, readRecord } from './judge.ts'

/** How the webhooks, callbacks and notices of a story come. */
export const disorder = { duplicates: [1, 3], reorderMs: 400 } as const

/** Lets the sandbox deliver like this from now on. Throws when it does not take it. */
export async function deliverLike(sandboxUrl: string, policy: object): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/webhook-policy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(policy),
  })
  if (!answer.ok) throw new Error(`the sandbox refused the policy: ${await answer.text()}`)
}

/** The story was really told as `disorder` says: else it would prove nothing. */
export async function judgeDelivery(t: Test, sandboxUrl: string): Promise<void> {
  const taken = async (kind: string) =>
    (await readRecord(sandboxUrl, kind)).filter(({ outcome }) => outcome === 'accepted')
  const [posts, callbacks, notices] = await Promise.all(
    ['webhook.post', 'astria.callback', 'payment.notice'].map(taken),
  )
  for (const [what, entries = []] of Object.entries({ webhooks: posts, callbacks, notices })) {
    const copies = [...new Set(entries.map(({ copy }) => Number(copy)))].sort()
    t.same(copies, [1, 2, 3], `some ${what} came twice, some three times`)
  }
  t.ok(overtaken(posts ?? [], statusesOf).length > 0, 'statuses overtook others of the same message')
  t.ok(overtaken(callbacks ?? [], promptOf).length > 0, "callbacks of prompts overtook others of the same order's")
}

/** Something that was told, where it belongs, and its place there. */
interface Told {
  lane: string
  rank: number
}

const words = ['sent', 'delivered', 'read']

const statusesOf = ({ updates }: Entry): Told[] =>
  (updates as { kind: string; id: string; status?: string }[])
    .filter(({ kind }) => kind === 'status')
    .map(({ id, status = '' }) => ({ lane: id, rank: words.indexOf(status) }))

const promptOf = ({ callback, title, id }: Entry): Told[] =>
  callback === 'prompt' ? [{ lane: String(title), rank: Number(id) }] : []

/** What came for the first time after something that follows it had come. */
function overtaken(entries: readonly Entry[], toldBy: (entry: Entry) => Told[]): Told[] {
  const known = new Set<string>()
  const highest = new Map<string, number>()
  return entries.flatMap(toldBy).filter(({ lane, rank }) => {
    const isNew = !known.has(`${lane}:${rank}`)
    known.add(`${lane}:${rank}`)
    const top = highest.get(lane) ?? -1
    highest.set(lane, Math.max(top, rank))
    return isNew && rank < top
  })
}
