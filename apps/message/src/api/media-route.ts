import { randomUUID } from 'node:crypto'
import { FileRef } from '@astria-bot/contracts'
import { extensionOf } from '@astria-bot/files'
import { type Server, sendProblem } from '@astria-bot/service'
import { z } from 'zod'
import { operatorFolder } from '../contacts/operator-folder.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { readContact } from './read-contact.ts'

/** The largest that WhatsApp takes of anything but documents. */
const maxBytes = 16 * 1024 * 1024

/** POST /api/media */
export function mediaRoute(api: Server, { db, files }: ApiDependencies): void {
  api.register(async scope => {
    const upload = scope as Server
    upload.removeAllContentTypeParsers()
    upload.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, body, done) =>
      done(null, body),
    )
    const schema = {
      summary: 'Keeps a file to be sent: its bytes as the body, its type as content-type, at most 16 MB',
      headers: z.object({ 'content-type': z.string().regex(/^[\w.+-]{1,64}\/[\w.+-]{1,64}/) }),
      querystring: z.strictObject({
        filename: z.string().min(1).max(240).optional(),
        contactId: z.uuid().optional().describe('Whom alone it is for: it is deleted with everything else about them.'),
      }),
      response: { 201: FileRef },
    }
    const options = { schema, config: { role: 'agent' }, bodyLimit: maxBytes } as const
    upload.post('/media', options, async ({ headers, query, body }, reply) => {
      const mimeType = (headers['content-type'].split(';')[0] ?? '').toLowerCase()
      const extension = extensionOf(mimeType)
      if (extension === undefined) return sendProblem(reply, 415) as never
      const { contactId, ...named } = query
      if (contactId !== undefined && !(await readContact(db, contactId))) return sendProblem(reply, 404) as never
      const fileKey = `${operatorFolder(contactId)}${randomUUID()}.${extension}`
      await files.put(fileKey, body as Buffer, mimeType)
      return reply.code(201).send({ fileKey, mimeType, ...named })
    })
  })
}
