import { jobGroups } from '../jobs/jobs.ts'
import type { Task } from './task.ts'
import { tasks } from './tasks.ts'

/** A task of the command line. */
export interface Wanted {
  name: string
  task: Task
  argument: string | undefined
}

/** Reads the words of the command line (`migrate roles`, `all`, `replay-dead-letters=17`), or says what is wrong. */
export function expand(words: readonly string[]): Wanted[] | string {
  if (words.length === 0) return 'which job?'
  const wanted: Wanted[] = []
  for (const word of words) {
    const [name = '', argument] = word.split(/=(.*)/s)
    const group = Object.hasOwn(jobGroups, name) ? jobGroups[name as keyof typeof jobGroups] : [name]
    for (const one of group) {
      const task = tasks.get(one)
      if (!task) return `there is no job ${one}.`
      wanted.push({ name: one, task, argument })
    }
  }
  return wanted
}
