import type { Expression } from '../definition/expression.ts'
import type { Step } from '../definition/step.ts'
import type { Path } from '../validate/problem.ts'

/** A step where it stands: what follows it, and for a branch where its cases lead. `null` is the end. */
export interface Node {
  readonly step: Step
  readonly path: Path
  /** The step behind it. Of `go_to` its target, of `stop` none. */
  readonly next: string | null
  readonly cases: readonly { readonly when: Expression; readonly to: string | null }[]
  /** Of a branch: where it leads if no case holds. */
  readonly otherwise: string | null
}

/** The steps of an automation by their ids, and the first. */
export interface Flow {
  readonly first: string | null
  readonly nodes: ReadonlyMap<string, Node>
}

/** Lays out the tree of steps. Of two steps with the same id the first counts; `validate` refuses them. */
export function flowOf(steps: readonly Step[]): Flow {
  const nodes = new Map<string, Node>()
  const first = layOut(steps, ['steps'], null, nodes)
  return { first, nodes }
}

function layOut(steps: readonly Step[], path: Path, after: string | null, nodes: Map<string, Node>): string | null {
  for (const [index, step] of steps.entries()) {
    const at = [...path, index]
    const follower = steps[index + 1]?.id ?? after
    const cases =
      step.type === 'branch'
        ? step.cases.map(({ when, steps: inner }, number) => ({
            when,
            to: layOut(inner, [...at, 'cases', number, 'steps'], follower, nodes),
          }))
        : []
    const otherwise =
      step.type === 'branch' ? layOut(step.otherwise ?? [], [...at, 'otherwise'], follower, nodes) : null
    const next = step.type === 'go_to' ? step.step : step.type === 'stop' ? null : follower
    if (!nodes.has(step.id)) nodes.set(step.id, { step, path: at, next, cases, otherwise })
  }
  return steps[0]?.id ?? after
}

/** Where a step may lead. */
export function successorsOf(node: Node): (string | null)[] {
  return node.step.type === 'branch' ? [...node.cases.map(({ to }) => to), node.otherwise] : [node.next]
}
