import { backOffMs } from './back-off.ts'

/** How fast the whole number may send now: a token bucket, and what Meta said when it was too fast or not allowed. */
export interface NumberGate {
  /** How many messages may leave now. */
  room(nowMs: number): number
  /** They leave. */
  take(count: number, nowMs: number): void
  /** WhatsApp took a message: whatever was wrong is over. */
  accepted(): void
  /** The number sent too fast: everything waits a moment. */
  slowDown(nowMs: number, afterMs: number | undefined): void
  /** The account or its token is refused: one message is tried now and then until it is accepted again. */
  stop(nowMs: number): void
  /** Whether a person has to look at the account. */
  readonly stopped: boolean
}

const longestStopMs = 5 * 60_000

/** How a gate is made. */
export interface NumberGateOptions {
  /** What this process may send per second: its share of what Meta allows the number. */
  ratePerSecond: number
  /** How long nothing is tried after the account was refused; doubled each time, at most five minutes. */
  stopMs: number
  random?: () => number
}

/** Makes the gate of one number in one process. */
export function createNumberGate({ ratePerSecond, stopMs, random = Math.random }: NumberGateOptions): NumberGate {
  const burst = Math.max(1, ratePerSecond)
  let tokens = burst
  let countedAt = 0
  let closedUntil = 0
  let slowed = 0
  let stops = 0
  let probing = false

  function refill(nowMs: number): void {
    tokens = Math.min(burst, tokens + (Math.max(0, nowMs - countedAt) / 1000) * ratePerSecond)
    countedAt = nowMs
  }
  return {
    room(nowMs) {
      if (nowMs < closedUntil) return 0
      refill(nowMs)
      const room = Math.floor(tokens)
      return stops > 0 ? Math.min(1, room) : room
    },
    take(count, nowMs) {
      refill(nowMs)
      tokens -= count
      // While stopped, the next try waits for the answer to this one.
      probing = stops > 0
      if (probing) closedUntil = nowMs + longestStopMs
    },
    accepted() {
      if (stops > 0) closedUntil = 0
      slowed = 0
      stops = 0
      probing = false
    },
    slowDown(nowMs, afterMs = 0) {
      // Those that were under way together count once.
      if (nowMs < closedUntil) return
      slowed += 1
      closedUntil = nowMs + Math.min(Math.max(afterMs, backOffMs(slowed, random())), longestStopMs)
    },
    stop(nowMs) {
      // Those that were under way together count once.
      if (stops > 0 && !probing) return
      stops += 1
      probing = false
      closedUntil = nowMs + Math.min(stopMs * 2 ** Math.min(stops - 1, 10), longestStopMs)
    },
    get stopped() {
      return stops > 0
    },
  }
}
