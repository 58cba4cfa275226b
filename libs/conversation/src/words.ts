/** A point in time: milliseconds since 1970 (UTC). */
export type Instant = number

export type Language = 'en' | 'he'

export type Tier = 'lite' | 'standard' | 'premium'

/** Media of ours, by its key in the object storage. */
export interface FileRef {
  readonly fileKey: string
  readonly mimeType: string
}

/** A style that is sold: what is made with it, per class of person. */
export interface Pack {
  readonly packId: string
  readonly title: string
  readonly tier: Tier
  readonly cover: FileRef | null
  readonly classes: readonly {
    readonly className: string
    readonly imageCount: number
    readonly example: FileRef | null
  }[]
}
