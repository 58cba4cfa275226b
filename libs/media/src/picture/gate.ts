import { hashDistance } from './hash-distance.ts'
import type { PictureReport } from './picture-report.ts'

/** From which measurements on a picture is refused, or only noted. */
export interface GateLimits {
  minShortSide: number
  blurRefuse: number
  blurWarn: number
  darkRefuse: number
  darkWarn: number
  brightRefuse: number
  clippedRefuse: number
  /** Bits of difference up to which two pictures are the same. */
  duplicateRefuse: number
  duplicateWarn: number
}

/** Start values, calibrated on few pictures: every one of them is a setting of apps/image. */
export const defaultGate: GateLimits = {
  minShortSide: 512,
  blurRefuse: 40,
  blurWarn: 90,
  darkRefuse: 40,
  darkWarn: 60,
  brightRefuse: 215,
  clippedRefuse: 0.5,
  duplicateRefuse: 6,
  duplicateWarn: 12,
}

/** What the gate can say about a picture. */
export type GateWord = 'too_small' | 'too_dark' | 'too_bright' | 'blurry' | 'duplicate'

/** Reasons refuse a picture, the most important first; warnings are only kept. */
export interface GateVerdict {
  reasons: GateWord[]
  warnings: GateWord[]
}

/** The hashes of a picture that is already in the set. */
export type KnownPicture = Pick<PictureReport, 'hash' | 'sha256'>

/** Judges a picture by its measurements, and against the other pictures of its set, also mirrored. */
export function judgeLocally(report: PictureReport, others: readonly KnownPicture[], limits: GateLimits): GateVerdict {
  const distance = nearest(report, others)
  const checks: [GateWord, refused: boolean, noted: boolean][] = [
    ['duplicate', distance <= limits.duplicateRefuse, distance <= limits.duplicateWarn],
    ['too_small', Math.min(report.width, report.height) < limits.minShortSide, false],
    ['too_dark', report.luma < limits.darkRefuse, report.luma < limits.darkWarn],
    ['too_bright', report.luma > limits.brightRefuse || report.clipped > limits.clippedRefuse, false],
    ['blurry', report.sharpness < limits.blurRefuse, report.sharpness < limits.blurWarn],
  ]
  return {
    reasons: checks.filter(([, refused]) => refused).map(([word]) => word),
    warnings: checks.filter(([, refused, noted]) => noted && !refused).map(([word]) => word),
  }
}

function nearest(report: PictureReport, others: readonly KnownPicture[]): number {
  const distances = others.map(other =>
    other.sha256 === report.sha256
      ? 0
      : Math.min(hashDistance(report.hash, other.hash), hashDistance(report.mirroredHash, other.hash)),
  )
  return Math.min(64, ...distances)
}
