import { type OutboundContent, TransientError, UnknownOutcomeError } from '@astria-bot/contracts'
import type { Files } from '@astria-bot/files'
import type { Queryable } from '@astria-bot/store'
import { filesOf, type MessageFile, type WhatsAppClient } from '@astria-bot/whatsapp'
import { findUploads, type UploadRow } from '../sql/find-uploads.ts'
import { saveUpload } from '../sql/save-upload.ts'
import { prepareFile } from './prepare-file.ts'

/** Meta forgets an uploaded file after 30 days; it may still wait in our queue after it was claimed. */
const validDays = 25

/** What uploading needs. */
export interface UploadOptions {
  db: Queryable
  files: Files
  client: WhatsAppClient
  channel: string
}

/** Brings the files of messages to WhatsApp: the same file once, whoever asks for it meanwhile. */
export interface Uploads {
  /** The one file of a message, remembered by the key that stands in the message's row. */
  one(content: OutboundContent, key: string): Promise<void>
  /** The files of a message that has several, with their ids: what WhatsApp does not have yet is uploaded. */
  several(content: OutboundContent): Promise<ReadonlyMap<string, string>>
}

/** Makes the uploads of a number. */
export function createUploads({ db, files, client, channel }: UploadOptions): Uploads {
  const underWay = new Map<string, Promise<string>>()

  async function upload({ file, kind }: MessageFile, key: string): Promise<string> {
    const stored = await files.get(file.fileKey)
    const { bytes, mimeType } = await prepareFile(kind, stored.bytes, stored.mimeType)
    const filename = file.filename ?? file.fileKey.slice(file.fileKey.lastIndexOf('/') + 1)
    const mediaId = await client.uploadMedia(bytes, mimeType, filename, file.fileKey).catch(error => {
      // Uploading twice harms nobody.
      throw error instanceof UnknownOutcomeError ? new TransientError(error.message, { cause: error }) : error
    })
    await db.query(saveUpload, [channel, key, mediaId, validDays])
    return mediaId
  }

  function once(file: MessageFile, key: string): Promise<string> {
    const current = underWay.get(key) ?? upload(file, key).finally(() => underWay.delete(key))
    underWay.set(key, current)
    return current
  }

  return {
    async one(content, key) {
      const [file] = filesOf(content)
      if (file) await once(file, key)
    },
    async several(content) {
      const all = new Map(filesOf(content).map(file => [file.key, file]))
      if (all.size === 0) return new Map()
      const known = await db.query<UploadRow>(findUploads, [channel, [...all.keys()]])
      const ids = new Map(known.map(({ key, mediaId }) => [key, mediaId]))
      for (const [key, file] of all) if (!ids.has(key)) ids.set(key, await once(file, key))
      return ids
    },
  }
}
