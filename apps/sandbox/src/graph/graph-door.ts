import type { FaultyDoor } from '../faults/with-faults.ts'
import type { Graph } from './graph.ts'
import { graphErrorAnswer } from './graph-error.ts'

export const graphDoor = (graph: Graph): FaultyDoor => ({
  faults: graph.faults,
  record: graph.record,
  errorAnswer: code => graphErrorAnswer(code),
})
