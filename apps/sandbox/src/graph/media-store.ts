import { createHash, createHmac, randomInt } from 'node:crypto'
import type { Blobs } from '../storage/blobs.ts'
import type { Journal } from '../storage/journal.ts'

export interface Media {
  /** Meta's media id: digits. */
  id: string
  /** Uploaded by the business, or sent by a phone. */
  from: 'business' | 'phone'
  mimeType: string
  sha256: string
  sizeBytes: number
  filename?: string
  width?: number
  height?: number
  /** What the mark in the picture says: a sample's name or a portrait's. */
  mark?: string
  createdAt: number
}

export interface MediaStore {
  add(media: Omit<Media, 'id' | 'sha256' | 'sizeBytes' | 'createdAt'>, bytes: Buffer): Promise<Media>
  find(id: string): Media | undefined
  bytes(id: string): Promise<Buffer | undefined>
  delete(id: string): Promise<void>
  /** `<id>?ext=<expiry>&hash=…`, to be put behind the address of the downloads. */
  sign(id: string, now: number): string
  isSigned(id: string, ext: string, hash: string, now: number): boolean
}

/** Download links live for five minutes. */
const LINK_MS = 5 * 60_000

export function createMediaStore(journal: Journal, blobs: Blobs, secret: string): MediaStore {
  const table = journal.table<Media>('media')
  const hashOf = (id: string, ext: string) => createHmac('sha256', secret).update(`${id}.${ext}`).digest('base64url')
  const newId = () => `1${String(randomInt(0, 2 ** 47)).padStart(15, '0')}`
  return {
    async add(media, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('base64')
      const row = { ...media, id: newId(), sha256, sizeBytes: bytes.length, createdAt: Date.now() }
      await blobs.put(row.id, bytes)
      return table.put(row)
    },
    find: id => table.get(id),
    bytes: id => blobs.get(id),
    async delete(id) {
      table.delete(id)
      await blobs.delete(id)
    },
    sign(id, now) {
      const ext = String(now + LINK_MS)
      return `${id}?ext=${ext}&hash=${hashOf(id, ext)}`
    },
    isSigned: (id, ext, hash, now) => Number(ext) > now && hash === hashOf(id, ext),
  }
}
