/** A notice as it is kept. */
export interface NoticeOfOrder {
  readonly provider: string
  readonly kind: 'succeeded' | 'failed' | 'refunded' | 'other'
  readonly noticeId: string
  /** The provider's own word for the kind. */
  readonly type: string
  /** What the provider says is the order's id, in lower case. */
  readonly orderRef: string
  readonly amountMinor: number
  readonly currency: string
}

/** A notice, and what became of it. */
export interface NoticeEntry extends NoticeOfOrder {
  readonly state: 'applied' | 'ignored' | 'unmatched' | 'waiting' | 'doubtful' | 'dismissed'
  readonly reason: string | null
}
