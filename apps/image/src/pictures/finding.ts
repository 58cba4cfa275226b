import type { Inspection } from '@astria-bot/astria'
import type { PictureReason } from '@astria-bot/contracts'
import type { PictureReport } from '@astria-bot/media'

/** What the job is told. */
export interface FetchRequest {
  pictureId: string
  contactId: string
  setId: string
  /** The business number that it was sent to. */
  channel: string
  mediaId: string
  url: string | null
  sha256: string | null
}

/** What was found: a reason that needs no further look, or everything the verdict is made of. */
export type Finding =
  | { kind: 'refused'; reasons: PictureReason[]; report: PictureReport | null }
  | { kind: 'seen'; report: PictureReport; inspection: Inspection | null; fileKey: string | null }
