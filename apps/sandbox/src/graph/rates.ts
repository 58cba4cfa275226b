/** Tokens that come back with time: `burst` at once, then one per `intervalMs`. */
interface Bucket {
  tokens: number
  at: number
}

export interface Rates {
  /** The code of the limit that is hit, or undefined; takes a token of each when it may pass. */
  take(phone: string, now: number): 131056 | 130429 | undefined
  /** Messages that come in count for the number as well. */
  takeInbound(now: number): void
}

export interface RateLimits {
  /** 0 switches the limit per recipient off. */
  pairBurst: number
  pairIntervalMs: number
  /** Messages a second of the number; 0 switches it off. */
  numberPerSecond: number
}

function refill(bucket: Bucket, burst: number, intervalMs: number, now: number): void {
  bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / intervalMs)
  bucket.at = now
}

/** The pair rate (45 at once, borrowed from the future at one per 6 s) and the number's throughput. */
export function createRates({ pairBurst, pairIntervalMs, numberPerSecond }: RateLimits): Rates {
  const pairs = new Map<string, Bucket>()
  const number: Bucket = { tokens: numberPerSecond, at: 0 }
  const pairOf = (phone: string, now: number) => {
    const pair = pairs.get(phone) ?? { tokens: pairBurst, at: now }
    pairs.set(phone, pair)
    return pair
  }
  return {
    take(phone, now) {
      if (pairBurst > 0) {
        const pair = pairOf(phone, now)
        refill(pair, pairBurst, pairIntervalMs, now)
        if (pair.tokens < 1) return 131056
      }
      if (numberPerSecond > 0) {
        refill(number, numberPerSecond, 1000 / numberPerSecond, now)
        if (number.tokens < 1) return 130429
        number.tokens--
      }
      if (pairBurst > 0) pairOf(phone, now).tokens--
      return undefined
    },
    takeInbound(now) {
      if (numberPerSecond === 0) return
      refill(number, numberPerSecond, 1000 / numberPerSecond, now)
      number.tokens = Math.max(0, number.tokens - 1)
    },
  }
}
