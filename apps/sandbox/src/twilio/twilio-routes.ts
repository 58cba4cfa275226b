import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type FaultyDoor, withFaults } from '../faults/with-faults.ts'
import { listMessages, mediaViews, messageView } from './message-views.ts'
import { sendForm } from './send-message.ts'
import { sidOf, type Twilio } from './twilio.ts'
import { TwilioError, twilioErrorAnswer } from './twilio-error.ts'

function isAuthorised(request: FastifyRequest, { accountSid, authToken }: Twilio): boolean {
  const expected = Buffer.from(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`)
  const given = Buffer.from(request.headers.authorization ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const NewContent = z.object({
  friendly_name: z.string().default(''),
  language: z.string().min(2),
  types: z.record(z.string(), z.record(z.string(), z.unknown())),
  /** For tests: as if WhatsApp had approved it. */
  approved: z.boolean().default(false),
})

type BySid = { Params: { account: string; sid: string; media: string } }

function contentRoutes(server: FastifyInstance, twilio: Twilio, door: FaultyDoor): void {
  server.post('/v1/Content', async (request, reply) => {
    const { friendly_name: name, language, types, approved } = NewContent.parse(request.body)
    return withFaults(door, { api: 'twilio', op: 'content', contacts: [] }, reply, () => {
      const id = sidOf('HX', randomBytes(16).toString('hex'))
      twilio.contents.put({ id, name, language, types, approved })
      twilio.record.add('twilio.content', 'created', { sid: id, name, types: Object.keys(types) })
      return { status: 201, body: { sid: id, friendly_name: name, language, types } }
    })
  })
  server.get('/v1/ContentAndApprovals', async () => {
    const contents = [...twilio.contents.all()].map(({ id, name, language, types, approved }) => ({
      sid: id,
      friendly_name: name,
      language,
      types,
      approval_requests: { name, category: 'UTILITY', status: approved ? 'approved' : 'unsubmitted' },
    }))
    return { contents, meta: { next_page_url: null } }
  })
}

/** Twilio's API, under `/twilio`: messages, their media, and the Content API. */
export async function twilioRoutes(server: FastifyInstance, twilio: Twilio): Promise<void> {
  const door: FaultyDoor = { faults: twilio.faults, record: twilio.record, errorAnswer: twilioErrorAnswer }
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body as string))),
  )
  server.setErrorHandler((error, _request, reply) => {
    const code = error instanceof TwilioError ? error.code : 20001
    const answer = twilioErrorAnswer(code)
    twilio.record.add('twilio.refused', 'refused', { code })
    return reply.code(answer.status).send(answer.body)
  })
  server.addHook('onRequest', async request => {
    if (!isAuthorised(request, twilio)) throw new TwilioError(20003)
  })

  server.post('/2010-04-01/Accounts/:account/Messages.json', async (request, reply) => {
    const form = request.body as Record<string, string>
    const phone = (form.To ?? '').replace('whatsapp:+', '')
    return withFaults(door, { api: 'twilio', op: 'messages', contacts: [phone] }, reply, async () => {
      try {
        const { id, content, tag = null } = await sendForm(twilio, form)
        twilio.record.add('twilio.send', 'accepted', { phone, messageId: id, type: content.type, tag, body: form })
        return { status: 201, body: { sid: id, status: 'queued', error_code: null, from: form.From, to: form.To } }
      } catch (error) {
        if (!(error instanceof TwilioError)) throw error
        twilio.record.add('twilio.send', 'refused', { phone, code: error.code, body: form })
        return twilioErrorAnswer(error.code)
      }
    })
  })

  server.get<{ Querystring: Record<string, string>; Params: { account: string } }>(
    '/2010-04-01/Accounts/:account/Messages.json',
    async (request, reply) =>
      withFaults(door, { api: 'twilio', op: 'list', contacts: [] }, reply, () => ({
        status: 200,
        body: listMessages(twilio, request.params.account, request.query),
      })),
  )

  server.get<BySid>('/2010-04-01/Accounts/:account/Messages/:sid', async request => {
    const message = twilio.chats.find(request.params.sid.replace(/\.json$/, ''))
    if (!message) throw new TwilioError(20404)
    return messageView(twilio, message)
  })

  server.get<BySid>('/2010-04-01/Accounts/:account/Messages/:sid/Media.json', async request =>
    mediaViews(twilio, request.params.sid),
  )

  // The file itself lies elsewhere; its link holds a signature of its own, and wants no credentials.
  server.get<BySid>('/2010-04-01/Accounts/:account/Messages/:sid/Media/:media', async (request, reply) => {
    const { media } = request.params
    const known = twilio.media.find(media) !== undefined
    twilio.record.add('twilio.media', known ? 'accepted' : 'refused', { mediaId: media })
    if (!known) throw new TwilioError(20404)
    const link = twilio.media.sign(media, Date.now())
    return reply.code(307).header('location', `${twilio.publicUrl()}/twilio-media/${link}`).send()
  })
  contentRoutes(server, twilio, door)
}

/** The store behind Twilio's links. Refuses whoever shows credentials: they are not meant for it. */
export function twilioMediaRoutes(server: FastifyInstance, twilio: Twilio): void {
  type Download = { Params: { id: string }; Querystring: { ext?: string; hash?: string } }
  server.get<Download>('/twilio-media/:id', async (request, reply) => {
    const { id } = request.params
    const { ext = '', hash = '' } = request.query
    if (request.headers.authorization !== undefined) return reply.code(400).send({ error: 'credentials given away' })
    const bytes = twilio.media.isSigned(id, ext, hash, Date.now()) ? await twilio.media.bytes(id) : undefined
    if (!bytes) return reply.code(404).send({ error: 'expired' })
    return reply.type(twilio.media.find(id)?.mimeType ?? 'application/octet-stream').send(bytes)
  })
}
