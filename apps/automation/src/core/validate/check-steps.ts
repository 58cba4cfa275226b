import type { Automation } from '../definition/automation.ts'
import type { Step } from '../definition/step.ts'
import { type Flow, type Node, successorsOf } from '../run/flow.ts'
import { closest } from './closest.ts'
import { formatPath, type Path, type Report } from './problem.ts'

/** Reports steps with the same id, jumps to nowhere, loops, and steps that are never reached. */
export function checkFlow({ steps }: Automation, flow: Flow, report: Report): void {
  const all = placedSteps(steps, ['steps'])
  const seen = new Map<string, Path>()
  for (const { step, path } of all) {
    const before = seen.get(step.id)
    if (before) report([...path, 'id'], 'same_id', `${formatPath(before)} is also named "${step.id}".`)
    else seen.set(step.id, path)
    if (step.type === 'go_to' && !flow.nodes.has(step.step)) {
      report(
        [...path, 'step'],
        'unknown_step',
        `There is no step "${step.step}".${closest(step.step, flow.nodes.keys())}`,
      )
    }
  }
  for (const cycle of loopsIn(flow)) {
    report(
      [...cycle.path, ...(cycle.step.type === 'go_to' ? ['step'] : [])],
      'loop',
      `It leads back to a step that was already taken, for ever.`,
    )
  }
  const reached = reachedFrom(flow)
  for (const { step, path } of all) {
    if (!reached.has(step.id)) report(path, 'unreachable', `The step "${step.id}" is never reached.`)
  }
}

/** Every step of a tree, with its place. */
export function placedSteps(steps: readonly Step[], path: Path): { step: Step; path: Path }[] {
  return steps.flatMap((step, index) => {
    const at = [...path, index]
    if (step.type !== 'branch') return [{ step, path: at }]
    const inner = step.cases.flatMap(({ steps: own }, number) => placedSteps(own, [...at, 'cases', number, 'steps']))
    return [{ step, path: at }, ...inner, ...placedSteps(step.otherwise ?? [], [...at, 'otherwise'])]
  })
}

/** The steps that lead back to one before them. */
function loopsIn(flow: Flow): Node[] {
  const found: Node[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (id: string): void => {
    const node = flow.nodes.get(id)
    if (!node || state.has(id)) return
    state.set(id, 'open')
    for (const next of successorsOf(node)) {
      if (next === null) continue
      if (state.get(next) === 'open') found.push(node)
      else visit(next)
    }
    state.set(id, 'done')
  }
  for (const id of flow.nodes.keys()) visit(id)
  return found
}

function reachedFrom(flow: Flow): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = flow.first === null ? [] : [flow.first]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = flow.nodes.get(id)
    if (!node || reached.has(id)) continue
    reached.add(id)
    for (const next of successorsOf(node)) if (next !== null) waiting.push(next)
  }
  return reached
}
