/** How many messages an execution may ask for now, and what a step beyond that is told. */
export interface Allowance {
  readonly left: number
  readonly reason: string
}
