import { test } from 'tap'
import { createGroupCommit } from './group-commit.ts'

function group(options: { maxItems?: number; maxBytes?: number; failing?: string } = {}) {
  const commits: string[][] = []
  const release: (() => void)[] = []
  const committer = createGroupCommit<string>({
    keyOf: item => item,
    sizeOf: item => item.length,
    maxItems: options.maxItems ?? 100,
    maxBytes: options.maxBytes ?? 1_000,
    async commit(items) {
      commits.push([...items])
      await new Promise<void>(resolve => release.push(resolve))
      if (items.includes('all fail')) throw new Error('nothing was committed')
      return new Map(items.filter(item => item === options.failing).map(item => [item, new Error('refused')]))
    },
  })
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      release.shift()?.()
      await new Promise(resolve => setImmediate(resolve))
    }
  }
  return { committer, commits, settle }
}

test('what comes while a commit is under way goes together into the next', async t => {
  const { committer, commits, settle } = group()
  const all = [committer.add(['a']), committer.add(['b'])]
  await new Promise(resolve => setImmediate(resolve))
  all.push(committer.add(['c', 'd']), committer.add(['e']))
  await settle()
  await Promise.all(all)
  t.same(commits, [
    ['a', 'b'],
    ['c', 'd', 'e'],
  ])
})

test('a group keeps to its limits, and the order', async t => {
  const { committer, commits, settle } = group({ maxItems: 2, maxBytes: 5 })
  const added = committer.add(['a', 'b', 'c', '4444', '55555555', 'f'])
  await settle()
  await added
  t.same(commits, [['a', 'b'], ['c', '4444'], ['55555555'], ['f']])
})

test('the same item twice in a group is committed once, and both callers hear of it', async t => {
  const { committer, commits, settle } = group()
  const all = Promise.all([committer.add(['a', 'a']), committer.add(['a', 'b'])])
  await settle()
  await all
  t.same(commits, [['a', 'b']])
})

test('one refused item fails its caller only; a failed commit fails all; the next goes on', async t => {
  const { committer, settle } = group({ failing: 'bad' })
  const outcomes = Promise.allSettled([committer.add(['good']), committer.add(['bad', 'good 2'])])
  await settle()
  t.same(
    (await outcomes).map(({ status }) => status),
    ['fulfilled', 'rejected'],
  )

  const failed = Promise.allSettled([committer.add(['x']), committer.add(['all fail'])])
  await settle()
  t.same(
    (await failed).map(({ status }) => status),
    ['rejected', 'rejected'],
  )

  const next = committer.add(['y'])
  await settle()
  await next
  await committer.idle()
})

test('idle waits for what is under way', async t => {
  const { committer, settle } = group()
  let added = false
  const adding = committer.add(['a']).then(() => {
    added = true
  })
  const idle = committer.idle().then(() => t.ok(added))
  await settle()
  await Promise.all([adding, idle])
  await committer.add([])
})
