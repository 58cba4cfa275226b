/** An event on its way to a handler, as the transport brought it. */
export interface Delivery {
  /** The same for every delivery of one event. */
  readonly key: string
  readonly partition: number
  /** How often it was delivered, this time included. */
  readonly deliveries: number
  /** The envelope as JSON. */
  readonly text: string
}

/** What a transport does with a delivery when it is known what became of it. None of them throws. */
export interface Outcomes<D extends Delivery> {
  acknowledge(deliveries: readonly D[]): Promise<void>
  retry(delivery: D, delayMs: number): Promise<void>
  /** Stores the dead letter, then acknowledges. */
  bury(delivery: D, letter: { reason: string; code: string }): Promise<void>
  /** Gives back what nobody has begun to handle. */
  release(deliveries: readonly D[]): Promise<void>
}
