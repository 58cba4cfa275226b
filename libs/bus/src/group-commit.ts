/** Gathers what is added while a commit is under way, and commits that as one. */
export interface GroupCommit<Item> {
  /** Resolves when all items are committed; rejects with the error of the first that was not. */
  add(items: readonly Item[]): Promise<void>
  /** Resolves when nothing is left to commit. */
  idle(): Promise<void>
}

/** What a group commit is made of. */
export interface GroupCommitOptions<Item> {
  /** Items with the same key in one group are committed once. */
  keyOf(item: Item): string
  sizeOf(item: Item): number
  maxItems: number
  maxBytes: number
  /** Resolves with the items that failed and why; rejects when none was committed. */
  commit(items: readonly Item[]): Promise<ReadonlyMap<Item, unknown>>
}

interface Entry<Item> {
  item: Item
  settle: (error: unknown) => void
}

/** Makes a group commit: one commit at a time, in the order in which the items came. */
export function createGroupCommit<Item>(options: GroupCommitOptions<Item>): GroupCommit<Item> {
  let queue: Entry<Item>[] = []
  let running: Promise<void> | undefined

  const run = async () => {
    await Promise.resolve() // what is added in the same turn of the event loop goes along
    while (queue.length > 0) {
      const { group, rest } = take(queue, options)
      queue = rest
      await commitGroup(group, options)
    }
    running = undefined
  }

  return {
    async add(items) {
      if (items.length === 0) return
      const settled = items.map(
        item =>
          new Promise<void>((resolve, reject) => {
            queue.push({ item, settle: error => (error === undefined ? resolve() : reject(error)) })
          }),
      )
      running ??= run()
      await Promise.all(settled)
    },
    async idle() {
      await running
    },
  }
}

function take<Item>(queue: Entry<Item>[], { sizeOf, maxItems, maxBytes }: GroupCommitOptions<Item>) {
  let bytes = 0
  let count = 0
  for (const { item } of queue) {
    bytes += sizeOf(item)
    if (count > 0 && (count >= maxItems || bytes > maxBytes)) break
    count += 1
  }
  return { group: queue.slice(0, count), rest: queue.slice(count) }
}

async function commitGroup<Item>(group: Entry<Item>[], { keyOf, commit }: GroupCommitOptions<Item>) {
  const unique = new Map<string, Item>()
  for (const { item } of group) if (!unique.has(keyOf(item))) unique.set(keyOf(item), item)
  try {
    const failed = await commit([...unique.values()])
    for (const { item, settle } of group) settle(failed.get(unique.get(keyOf(item)) as Item))
  } catch (error) {
    for (const { settle } of group) settle(error)
  }
}
