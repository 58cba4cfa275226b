/** What our own look at a picture measured. */
export interface PictureReport {
  mimeType: 'image/jpeg' | 'image/png' | 'image/webp'
  /** Pixels, after the camera's rotation is applied. */
  width: number
  height: number
  /** Mean light, 0–255. */
  luma: number
  /** Share of nearly white pixels, 0–1. */
  clipped: number
  /** Variance of the Laplacian on the picture with its longest side at 512 px. */
  sharpness: number
  /** Difference hash, and that of the mirrored picture: 16 hex digits. */
  hash: string
  mirroredHash: string
  /** Of the bytes as they came, hex. */
  sha256: string
}
