/** Finds which of many words occur in a text, in one pass over it (Aho and Corasick, 1975). */
export interface WordAutomaton {
  /** Calls back with the number of each word that occurs, once per place where it ends. */
  search(text: string, found: (word: number) => void): void
}

const NONE = -1

/** Builds the automaton of some words; a word's number is its place in the list. */
export function buildWordAutomaton(words: readonly string[]): WordAutomaton {
  const classes = classesOf(words)
  const width = classes.size + 1
  const { go, ends, states } = buildTrie(words, classes, width)
  const { fail, shorter } = linkBack(go, ends, states, width)
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
        let next = go[state * width + column] as number
        while (next === NONE && state !== 0) {
          state = fail[state] as number
          next = go[state * width + column] as number
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

/** The tree of all words. `ends[state]` are the words that end there. */
function buildTrie(words: readonly string[], classes: ReadonlyMap<number, number>, width: number) {
  const most = words.reduce((sum, word) => sum + word.length, 1)
  const go = new Int32Array(most * width).fill(NONE)
  const ends: number[][] = [[]]
  for (const [number, word] of words.entries()) {
    let state = 0
    for (let i = 0; i < word.length; i += 1) {
      const at = state * width + (classes.get(word.charCodeAt(i)) ?? 0)
      if (go[at] === NONE) {
        go[at] = ends.length
        ends.push([])
      }
      state = go[at] as number
    }
    ends[state]?.push(number)
  }
  return { go, ends, states: ends.length }
}

/** Where to go on when a word does not: its longest end that begins another; and the next such at which a word ends. */
function linkBack(go: Int32Array, ends: readonly number[][], states: number, width: number) {
  const fail = new Int32Array(states)
  const shorter = new Int32Array(states)
  const queue: number[] = []
  for (let column = 1; column < width; column += 1) {
    const child = go[column] as number
    if (child !== NONE) queue.push(child)
  }
  // The queue grows while it is gone through: by breadth, so that shorter words are linked before longer ones.
  for (const state of queue) {
    for (let column = 1; column < width; column += 1) {
      const child = go[state * width + column] as number
      if (child === NONE) continue
      let back = fail[state] as number
      while (back !== 0 && go[back * width + column] === NONE) back = fail[back] as number
      const target = go[back * width + column] as number
      fail[child] = target === NONE ? 0 : target
      const link = fail[child] as number
      shorter[child] = (ends[link]?.length ?? 0) > 0 ? link : (shorter[link] as number)
      queue.push(child)
    }
  }
  return { fail, shorter }
}
