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
  /** Called once, with the error if it was not committed. */
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
    add: items =>
      items.length === 0
        ? Promise.resolve()
        : new Promise((resolve, reject) => {
            const settle = whenAll(items.length, resolve, reject)
            for (const item of items) queue.push({ item, settle })
            running ??= run()
          }),
    async idle() {
      await running
    },
  }
}

/** One promise for all items of a call, as there are thousands of calls a second. */
function whenAll(count: number, resolve: () => void, reject: (error: unknown) => void) {
  let left = count
  let failure: unknown
  return (error: unknown) => {
    failure ??= error
    left -= 1
    if (left > 0) return
    if (failure === undefined) resolve()
    else reject(failure)
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
