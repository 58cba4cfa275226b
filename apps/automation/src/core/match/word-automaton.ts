/** Finds which of many words occur in a text, in one pass over it (Aho and Corasick, 1975). */
export interface WordAutomaton {
  /** Calls back with the number of each word that occurs, once per place where it ends. */
  search(text: string, found: (word: number) => void): void
}

const NONE = -1

/** Up to so many cells the steps lie in one array, 16 MiB; above, which takes thousands of different letters, in a map. */
const MOST_CELLS = 4_194_304

/** Where a letter leads from a state, or NONE. */
interface Steps {
  readonly cells: Int32Array | undefined
  readonly map: Map<number, number>
}

const stepAt = ({ cells, map }: Steps, at: number): number => (cells ? (cells[at] as number) : (map.get(at) ?? NONE))

/** Builds the automaton of some words; a word's number is its place in the list. */
export function buildWordAutomaton(words: readonly string[]): WordAutomaton {
  const classes = classesOf(words)
  const width = classes.size + 1
  const trie = buildTrie(words, classes, width)
  const { steps, ends } = trie
  const { fail, shorter } = linkBack(trie, width)
  // Characters of the first plane by their code, 0 for those of no word.
  const classOf = new Uint16Array(65_536)
  for (const [code, number] of classes) classOf[code] = number

  return {
    search(text, found) {
      let state = 0
      for (let i = 0; i < text.length; i += 1) {
        const column = classOf[text.charCodeAt(i)] as number
        if (column === 0) {
          state = 0
          continue
        }
        let next = stepAt(steps, state * width + column)
        while (next === NONE && state !== 0) {
          state = fail[state] as number
          next = stepAt(steps, state * width + column)
        }
        state = next === NONE ? 0 : next
        let end: number = (ends[state]?.length ?? 0) > 0 ? state : (shorter[state] as number)
        for (; end !== 0; end = shorter[end] as number) {
          for (const word of ends[end] as number[]) found(word)
        }
      }
    },
  }
}

/** Numbers from 1 for the characters that occur. */
function classesOf(words: readonly string[]): Map<number, number> {
  const classes = new Map<number, number>()
  for (const word of words) {
    for (let i = 0; i < word.length; i += 1) {
      const code = word.charCodeAt(i)
      if (!classes.has(code)) classes.set(code, classes.size + 1)
    }
  }
  return classes
}

interface Trie {
  readonly steps: Steps
  /** The words that end at a state. */
  readonly ends: readonly number[][]
  /** The columns by which a state goes on. */
  readonly onward: readonly number[][]
}

/** The tree of all words. */
function buildTrie(words: readonly string[], classes: ReadonlyMap<number, number>, width: number): Trie {
  const most = words.reduce((sum, word) => sum + word.length, 1)
  const cells = most * width <= MOST_CELLS ? new Int32Array(most * width).fill(NONE) : undefined
  const steps: Steps = { cells, map: new Map() }
  const ends: number[][] = [[]]
  const onward: number[][] = [[]]
  for (const [number, word] of words.entries()) {
    let state = 0
    for (let i = 0; i < word.length; i += 1) {
      const column = classes.get(word.charCodeAt(i)) ?? 0
      const at = state * width + column
      let next = stepAt(steps, at)
      if (next === NONE) {
        next = ends.length
        if (cells) cells[at] = next
        else steps.map.set(at, next)
        onward[state]?.push(column)
        ends.push([])
        onward.push([])
      }
      state = next
    }
    ends[state]?.push(number)
  }
  return { steps, ends, onward }
}

/** Where to go on when a word does not: its longest end that begins another; and the next such at which a word ends. */
function linkBack({ steps, ends, onward }: Trie, width: number) {
  const fail = new Int32Array(ends.length)
  const shorter = new Int32Array(ends.length)
  const queue = (onward[0] ?? []).map(column => stepAt(steps, column))
  // The queue grows while it is gone through: by breadth, so that shorter words are linked before longer ones.
  for (const state of queue) {
    for (const column of onward[state] ?? []) {
      const child = stepAt(steps, state * width + column)
      let back = fail[state] as number
      while (back !== 0 && stepAt(steps, back * width + column) === NONE) back = fail[back] as number
      const target = stepAt(steps, back * width + column)
      fail[child] = target === NONE ? 0 : target
      const link = fail[child] as number
      shorter[child] = (ends[link]?.length ?? 0) > 0 ? link : (shorter[link] as number)
      queue.push(child)
    }
  }
  return { fail, shorter }
}
