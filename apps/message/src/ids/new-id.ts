import { randomBytes } from 'node:crypto'

/** A fresh uuid v7 (RFC 9562 §5.7): ids made later sort later, which keeps the indexes small. */
export function newId(nowMs: number): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(nowMs, 0, 6)
  return withVersion(bytes, 7)
}

/** Sets version and variant, and writes the uuid out. */
export function withVersion(bytes: Buffer, version: number): string {
  bytes[6] = (bytes[6]! & 0x0f) | (version << 4)
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.toString('hex', 0, 16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
