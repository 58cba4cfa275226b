import { createHash } from 'node:crypto'

/** The id of the portrait that is one image of one prompt of one order: always the same (a version 8 uuid). */
export function portraitId(orderId: string, promptId: string, index: number): string {
  const bytes = createHash('sha256').update(`${orderId}\n${promptId}\n${index}`).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
