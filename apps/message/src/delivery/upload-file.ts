import type { OutboundContent } from '@astria-bot/contracts'
import { TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import type { Files } from '@astria-bot/files'
import type { Queryable } from '@astria-bot/store'
import { fileOf, type WhatsAppClient } from '@astria-bot/whatsapp'
import { saveUpload } from '../sql/save-upload.ts'

/** Meta forgets an uploaded file after 30 days; it may still wait in our queue after it was claimed. */
const validDays = 25

/** What uploading needs. */
export interface UploadOptions {
  db: Queryable
  files: Files
  client: WhatsAppClient
  channel: string
}

/** Makes the upload of a message's file: the same file is uploaded once, whoever asks for it meanwhile. */
export function createUploads({
  db,
  files,
  client,
  channel,
}: UploadOptions): (content: OutboundContent) => Promise<void> {
  const underWay = new Map<string, Promise<void>>()

  async function upload(key: string, filename: string): Promise<void> {
    const { bytes, mimeType } = await files.get(key)
    const mediaId = await client.uploadMedia(bytes, mimeType, filename).catch(error => {
      // Uploading twice harms nobody.
      throw error instanceof UnknownOutcomeError ? new TransientError(error.message, { cause: error }) : error
    })
    await db.query(saveUpload, [channel, key, mediaId, validDays])
  }

  return async content => {
    const file = fileOf(content)
    if (!file) return
    const key = file.fileKey
    const current = underWay.get(key) ?? upload(key, file.filename ?? key.slice(key.lastIndexOf('/') + 1))
    underWay.set(key, current)
    await current.finally(() => underWay.delete(key))
  }
}
